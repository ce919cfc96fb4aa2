namespace WebLab.Training.Import;

/// <summary>Goes through examples with every core.</summary>
internal static class ParallelImport
{
    /// <exception cref="Exception">The first that a body threw, as it was thrown.</exception>
    public static void For(int count, Action<int> body, CancellationToken cancel)
    {
        try
        {
            Parallel.For(
                0,
                count,
                new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount },
                body
            );
        }
        catch (AggregateException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
