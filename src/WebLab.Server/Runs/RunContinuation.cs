using WebLab.Contracts.Runs;
using WebLab.Data.Examples;
using WebLab.Server.Checkpoints;
using WebLab.Server.Storage;

namespace WebLab.Server.Runs;

/// <summary>What a run begins with that goes on where another ended: its network and its records of examples, as files under its own name;
/// its times, so that what lies between the two is a pause.</summary>
public sealed class RunContinuation(CheckpointStore checkpoints, StoreFolder store)
{
    public const string NotKept =
        "No final checkpoint of this run was kept, so it cannot go on from where it ended. Clone it with more epochs: it trains from the "
        + "start, to the same curve.";

    public static RunSummary Of(RunSummary run, RunSummary next) =>
        next with
        {
            Origin = new(run.Id, run.Name, run.Result!.Epochs, run.Spec.Epochs),
            Place = run.Place,
            Priority = run.Priority,
            ResumesItself = run.ResumesItself,
            StartedAt = run.StartedAt,
            Pauses = run.FinishedAt is { } ended ? [.. run.Pauses, new(ended, null)] : run.Pauses,
        };

    /// <summary>Copies the files.</summary>
    /// <returns>Whether there is a final checkpoint.</returns>
    public bool Give(Guid from, Guid to)
    {
        if (!checkpoints.Give(from, to))
            return false;
        foreach (var file in new DirectoryInfo(store.Examples).EnumerateFiles(ExampleFile.PatternOf(from)).ToList())
            file.CopyTo(Path.Combine(store.Examples, $"{to:N}{file.Name[32..]}"), overwrite: true);
        return true;
    }

    /// <summary>Deletes what was copied for a run that came to nothing.</summary>
    public void TakeBack(Guid runId)
    {
        checkpoints.Delete(runId);
        foreach (var file in new DirectoryInfo(store.Examples).EnumerateFiles(ExampleFile.PatternOf(runId)).ToList())
            file.Delete();
    }
}
