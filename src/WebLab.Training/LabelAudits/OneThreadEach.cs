using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>
/// Work that is the same on several threads, with torch on one thread in each: small matrices gain nothing from a second, and torch's own
/// threads would wait for each other at every product.
/// </summary>
internal static class OneThreadEach
{
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMilliseconds(200);

    /// <summary>Does it until all threads are done.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="work">What each does; it looks at the token itself.</param>
    /// <param name="told">Called on this thread now and then, and once at the end.</param>
    public static void Do(int threads, Action work, Action told)
    {
        var before = get_num_threads();
        set_num_threads(1);
        var all = Task.WhenAll(
            Enumerable
                .Range(0, threads)
                .Select(_ => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
                .ToArray()
        );
        try
        {
            while (Task.WhenAny(all, Task.Delay(BetweenTellings)).GetAwaiter().GetResult() != all)
                told();
            all.GetAwaiter().GetResult();
            told();
        }
        finally
        {
            // What tells may end the work by throwing; the threads are waited for all the same.
            Task.WhenAny(all).GetAwaiter().GetResult();
            set_num_threads(before);
        }
    }
}
