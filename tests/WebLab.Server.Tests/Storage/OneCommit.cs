using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

internal static class OneCommit
{
    /// <summary>Two jobs that the writer thread finds waiting together, so that they share a commit and its fate.</summary>
    public static (Task First, Task Second) InOneCommit(
        this LabDatabase database,
        Action<WriteTransaction> first,
        Action<WriteTransaction> second
    )
    {
        Task? one = null;
        Task? other = null;
        InOneCommit(database, () => (one, other) = (database.Write(first), database.Write(second)));
        return (one!, other!);
    }

    /// <summary>Whatever is written by what is called here waits for the writer thread, and then shares a commit.</summary>
    public static void InOneCommit(this LabDatabase database, Action write)
    {
        using var isBusy = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var busy = database.Write(_ =>
        {
            isBusy.Set();
            Assert.True(go.Wait(TimeSpan.FromSeconds(30)), "The writer thread was kept waiting for 30 s.");
        });
        Assert.True(isBusy.Wait(TimeSpan.FromSeconds(30)), "The writer thread did not come within 30 s.");
        write();
        go.Set();
        busy.GetAwaiter().GetResult();
    }
}
