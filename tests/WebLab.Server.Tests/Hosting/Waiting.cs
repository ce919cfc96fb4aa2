namespace WebLab.Server.Tests.Hosting;

/// <summary>Waiting for a thing, with a time-out that says what was missing.</summary>
internal static class Waiting
{
    public static async Task<T> Within<T>(this Task<T> task, TimeSpan patience, Func<string> missing)
    {
        try
        {
            return await task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Within {patience.TotalSeconds} s there was not {missing()}");
        }
    }

    public static async Task Within(this Task task, TimeSpan patience, Func<string> missing) =>
        await task.ContinueWith(_ => true, TaskScheduler.Default).Within(patience, missing);
}
