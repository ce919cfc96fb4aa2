using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Checkpoints;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Runs;

namespace WebLab.Server.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly RunParts _parts = new();

    private string Folder => _parts.Store.Folder.Checkpoints;

    [Fact]
    public async Task A_file_that_may_not_be_deleted_keeps_nothing_else_from_going()
    {
        var store = Store(new());
        var run = await _parts.AddRun(RunStatus.Running);
        foreach (var sequence in new[] { 10, 20 })
            File.WriteAllText(Path.Combine(Folder, new CheckpointName(run.Id, sequence, IsFinal: false).ToString()), "weights");
        // What is a folder is refused to everybody, the machine's owner included.
        var locked = Path.Combine(Folder, WorkerSpool.NameOf(run.Id));
        Directory.CreateDirectory(locked);
        Assert.Throws<UnauthorizedAccessException>(() => File.Delete(locked));

        await store.Follow(new(run, run with { Status = RunStatus.Failed }));
        await store.Follow(new RunChange(run, null));

        Assert.Empty(store.Of(run.Id));
        Assert.True(Directory.Exists(locked));
    }

    [Fact]
    public async Task The_networks_of_kept_epochs_outlive_the_training_and_go_with_the_run()
    {
        var store = Store(new() { Keep = 1 });
        var run = await _parts.AddRun(RunStatus.Running);
        Write(new(run.Id, 10, IsFinal: false) { KeptEpoch = 1 });
        Write(new(run.Id, 20, IsFinal: false) { KeptEpoch = 2 });
        Write(new(run.Id, 25, IsFinal: false));
        Write(new(run.Id, 30, IsFinal: false));
        store.Saved(run.Id);
        Assert.Equal([(30, null), (20, 2), (10, 1)], store.Of(run.Id).Select(kept => (kept.Sequence, kept.Epoch)));
        Assert.EndsWith(".epoch2.checkpoint", store.PathOf(new(run.Id, 20)), StringComparison.Ordinal);

        Write(new(run.Id, 40, IsFinal: true));
        await store.Follow(new(run, run with { Status = RunStatus.Completed }));
        Assert.Equal([(40, true), (20, false), (10, false)], store.Of(run.Id).Select(kept => (kept.Sequence, kept.IsFinal)));
        Assert.EndsWith(".final.checkpoint", store.PathOf(new(run.Id)), StringComparison.Ordinal);
        await store.Follow(new RunChange(run, null));
        Assert.Empty(store.Of(run.Id));
    }

    [Fact]
    public async Task Over_budget_the_networks_of_kept_epochs_go_before_what_a_run_goes_on_from()
    {
        var store = Store(new() { BudgetMegabytes = 1 });
        var run = await _parts.AddRun(RunStatus.Running);
        Write(new(run.Id, 10, IsFinal: false), 600_000);
        Write(new(run.Id, 20, IsFinal: false) { KeptEpoch = 2 }, 600_000);
        store.Saved(run.Id);
        Assert.Equal(10, Assert.Single(store.Of(run.Id)).Sequence);
    }

    [Fact]
    public async Task Over_budget_the_final_network_of_a_run_that_is_about_to_end_outlives_what_it_could_have_gone_on_from()
    {
        var store = Store(new() { BudgetMegabytes = 1 });
        var run = await _parts.AddRun(RunStatus.Running);
        Write(new(run.Id, 10, IsFinal: false), 600_000);
        Write(new(run.Id, 20, IsFinal: false), 600_000);
        Write(new(run.Id, 20, IsFinal: true), 600_000);
        store.Saved(run.Id);
        await store.Follow(new(run, run with { Status = RunStatus.Completed }));
        Assert.True(Assert.Single(store.Of(run.Id)).IsFinal);
    }

    public void Dispose() => _parts.Dispose();

    private CheckpointStore Store(CheckpointOptions options) =>
        new(_parts.Store.Folder, _parts.Runs, Options.Create(options), NullLogger<CheckpointStore>.Instance);

    private void Write(CheckpointName name, int bytes = 7) => File.WriteAllBytes(Path.Combine(Folder, name.ToString()), new byte[bytes]);
}
