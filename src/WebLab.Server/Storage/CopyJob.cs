using LiteDB;

namespace WebLab.Server.Storage;

/// <summary>Something that wants the files at rest: it is done between two commits.</summary>
internal sealed class CopyJob(Action copy) : WriteJob
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completion => _completion.Task;

    public void Do()
    {
        try
        {
            copy();
            _completion.SetResult();
        }
        catch (Exception error)
        {
            _completion.SetException(error);
        }
    }

    public override void Run(LiteDatabase database, Dictionary<object, object> shared) =>
        throw new InvalidOperationException("A copy is no part of a commit.");

    public override void Complete(ILogger logger) { }

    public override void Fail(Exception error) => _completion.TrySetException(error);
}
