using LiteDB;

namespace WebLab.Server.Storage;

/// <summary>Work for the writer thread.</summary>
internal abstract class WriteJob
{
    /// <param name="database">The file.</param>
    /// <param name="shared">What the jobs of the commit share.</param>
    public abstract void Run(LiteDatabase database, Dictionary<object, object> shared);

    public abstract void Complete(ILogger logger);

    public abstract void Fail(Exception error);
}

internal sealed class WriteJob<T>(Func<WriteTransaction, T> job) : WriteJob
{
    // Continuations must not run on the writer thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private IReadOnlyList<Action> _effects = [];

    public Task<T> Completion => _completion.Task;

    public override void Run(LiteDatabase database, Dictionary<object, object> shared)
    {
        var tx = new WriteTransaction(database, shared);
        try
        {
            _result = job(tx);
            _effects = tx.Effects;
        }
        finally
        {
            tx.End();
        }
    }

    public override void Complete(ILogger logger)
    {
        foreach (var effect in _effects)
        {
            try
            {
                effect();
            }
            catch (Exception error)
            {
                logger.LogError(error, "What follows a commit failed.");
            }
        }
        _completion.SetResult(_result);
    }

    public override void Fail(Exception error) => _completion.SetException(error);
}
