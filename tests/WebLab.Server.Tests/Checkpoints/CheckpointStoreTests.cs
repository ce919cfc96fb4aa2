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
        var store = new CheckpointStore(
            _parts.Store.Folder,
            _parts.Runs,
            Options.Create(new CheckpointOptions()),
            NullLogger<CheckpointStore>.Instance
        );
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

    public void Dispose() => _parts.Dispose();
}
