using System.Text.Json;
using Microsoft.Extensions.Configuration;
using WebLab.Contracts;
using WebLab.Contracts.Workers;
using WebLab.Server.Clusters;
using WebLab.Server.Devices;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Clusters;

/// <summary>Whose a worker is between its order and its job: until Slurm has it, its end is the launcher's own.</summary>
public sealed class SlurmHandOverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryStore _store = new();
    private readonly SlurmArrayStore _arrays;
    private readonly SlurmLauncher _launcher;

    public SlurmHandOverTests()
    {
        _arrays = new(_store.Folder);
        var settings = new ClusterSettingsStore(_store.Folder, new ConfigurationBuilder().Build());
        _launcher = new(new(settings, new(null!), TimeProvider.System), _arrays, _store.Folder, new(_store.Database), TimeProvider.System);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_worker_whose_data_are_still_sent_ends_when_it_is_asked_to_and_is_not_handed_over()
    {
        var (ended, other) = (await Begun(), await Begun());
        var workers = _launcher.Seal();
        Assert.Equal([ended, other], workers);
        await ended.ExitWithin(TimeSpan.Zero).Within(Patience, () => "the end of a worker that Slurm has not");
        Assert.Equal((true, "The job was ended before the cluster had it."), (ended.MayGoOn, await ended.Ended));
        var array = _launcher.HandOver(ArrayOf(workers), workers);
        Assert.Equal([other.Index], array.Tasks.Keys);
        Assert.Null(ended.Array);
        Assert.Equal(array, other.Array);
    }

    [Fact]
    public async Task The_end_of_a_worker_that_was_handed_over_is_asked_of_Slurm_unless_Slurm_does_not_know_it()
    {
        var (asked, other) = (await Begun(), await Begun());
        var workers = _launcher.Seal();
        var array = _launcher.HandOver(ArrayOf(workers), workers);
        var exit = asked.ExitWithin(TimeSpan.Zero);
        Assert.False(_launcher.TakeBack(asked));
        Assert.Equal((false, true), (asked.Ended.IsCompleted, asked.IsEndAsked));

        // Slurm has not taken it yet, and is asked again.
        array = _launcher.Withdraw(array, workers);
        await exit.Within(Patience, () => "the end of a worker that is held back");
        Assert.Equal([other.Index], array.Tasks.Keys);
        Assert.Equal((false, array), (other.Ended.IsCompleted, other.Array));
    }

    [Fact]
    public async Task An_array_goes_with_the_last_of_its_workers_whichever_that_is()
    {
        var (early, late) = (await Begun(), await Begun());
        var workers = _launcher.Seal();
        await early.ExitWithin(TimeSpan.Zero).Within(Patience, () => "the end of a worker that Slurm has not");
        var array = _launcher.HandOver(ArrayOf(workers), workers) with { JobId = 7 };
        _arrays.Save(array);
        late.Array = array;
        await late.DisposeAsync();
        Assert.Empty(_launcher.Ended);
        await early.DisposeAsync();
        Assert.Equal(array.Folder, Assert.Single(_launcher.Ended).Folder);
        Assert.Null(_arrays.Find(array.Key));
    }

    private async Task<SlurmWorker> Begun()
    {
        var worker = (SlurmWorker)_launcher.Take(new Device("slurm", "The cluster", "cpu", 1, 1_000_000_000));
        var order = Path.Combine(_store.Folder.Root, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(
            order,
            JsonSerializer.Serialize(new WorkerOrder(new("http://127.0.0.1:1"), Guid.NewGuid(), "a token"), LabJson.Options),
            TestContext.Current.CancellationToken
        );
        await worker.Begin(order, order + ".log");
        return worker;
    }

    private static SlurmArray ArrayOf(IReadOnlyList<SlurmWorker> workers) =>
        new()
        {
            Key = workers[0].Key,
            Folder = $"/shared/weblab/arrays/{workers[0].Key}",
            Tasks = workers.ToDictionary(worker => worker.Index, worker => new SlurmTask(worker.RunId, 0)),
        };
}
