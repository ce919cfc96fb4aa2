using LiteDB;

namespace WebLab.Server.Storage;

/// <summary>Work for the writer thread.</summary>
public abstract class WriteJob
{
    public abstract void Run(LiteDatabase database);

    public abstract void Complete(ILogger logger);

    public abstract void Fail(Exception error);
}

internal sealed class WriteJob<T>(Func<LiteDatabase, T> job, Action<T>? committed) : WriteJob
{
    // Continuations must not run on the writer thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Completion => _completion.Task;

    public override void Run(LiteDatabase database) => _result = job(database);

    public override void Complete(ILogger logger)
    {
        try
        {
            committed?.Invoke(_result);
        }
        catch (Exception error)
        {
            logger.LogError(error, "What follows a commit failed.");
        }
        _completion.SetResult(_result);
    }

    public override void Fail(Exception error) => _completion.SetException(error);
}
