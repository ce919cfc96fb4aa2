using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>Takes in what a worker left on the disk when the server was away for too long, as if it had been told.</summary>
public sealed class WorkerSpools(StoreFolder store, Recorder recorder, RunLifecycle lifecycle, ILogger<WorkerSpools> logger)
{
    /// <summary>Takes in what there is of a run that has not ended.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="takesEnd">Whether its end is taken in too; not when another worker has it by now.</param>
    /// <returns>Whether there was anything: a worker that leaves it has done nothing wrong.</returns>
    public async Task<bool> TakeIn(Guid runId, bool takesEnd = true)
    {
        var path = Path.Combine(store.Checkpoints, WorkerSpool.NameOf(runId));
        if (!File.Exists(path))
            return false;
        try
        {
            if (JsonSerializer.Deserialize<WorkerSpool>(await File.ReadAllBytesAsync(path), LabJson.Tolerant) is { } spool)
                await TakeIn(runId, spool, takesEnd);
            File.Delete(path);
        }
        catch (DiskFullException full)
        {
            // It is taken in when the run goes on.
            logger.LogWarning(full, "What a worker left of run {RunId} waits for room on the disk.", runId);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It stays: whoever mends the folder's rights, or the shared disk, has it taken in when the run goes on.
            logger.LogWarning(error, "What a worker left of run {RunId} in {Path} cannot be read or deleted.", runId, path);
        }
        catch (Exception error) when (error is JsonException or PointsRefusedException or RunEndedException)
        {
            logger.LogWarning(error, "What a worker left of run {RunId} in {Path} is of no use.", runId, path);
            Delete(path);
        }
        return true;
    }

    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(error, "{Path} cannot be deleted.", path);
        }
    }

    private async Task TakeIn(Guid runId, WorkerSpool spool, bool takesEnd)
    {
        // The shared disk is no more to be trusted than the workers' door.
        var problem =
            spool.Points.Select(WorkerMessageValidator.Problem).FirstOrDefault(each => each is not null)
            ?? (spool.Facts is null ? null : WorkerMessageValidator.Problem(spool.Facts))
            ?? (spool.Checkpoint is null ? null : WorkerMessageValidator.Problem(spool.Checkpoint))
            ?? (spool.Progress is null ? null : WorkerMessageValidator.Problem(spool.Progress))
            ?? WorkerMessageValidator.Problem(spool.Result)
            ?? (spool.End is { } said ? WorkerMessageValidator.Problem(said, spool.Detail) : null);
        if (problem is not null)
            throw new JsonException(problem);
        if (spool.Facts is { } facts)
            await recorder.Started(runId, facts);
        foreach (var batch in spool.Points)
            await recorder.Reported(runId, batch);
        if (spool.Checkpoint is { } checkpoint)
            await recorder.Saved(runId, checkpoint);
        if (spool.Progress is { } progress)
            await recorder.Advanced(runId, progress, spool.Result);
        if (takesEnd && spool.End is { } end)
            await lifecycle.Finish(runId, end, spool.Detail, spool.Result);
    }
}
