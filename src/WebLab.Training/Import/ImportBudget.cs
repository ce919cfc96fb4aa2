using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import;

/// <summary>What an import may take, and whom it tells how far it is.</summary>
internal sealed class ImportBudget(ImportLimits limits, Action<ImportLine> tell, CancellationToken cancel)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private TimeSpan _told = -Interval;

    public ImportLimits Limits => limits;

    public CancellationToken Cancel => cancel;

    /// <exception cref="DatasetException">The time is over.</exception>
    public void Check()
    {
        cancel.ThrowIfCancellationRequested();
        if (_watch.Elapsed.TotalSeconds > limits.Seconds)
            throw new DatasetException(
                Sentence.Of($"The import takes more than {limits.Seconds:N0} s, the most that it may: bring less, or raise the limit.")
            );
    }

    /// <summary>Says how far it is, at most four times a second.</summary>
    public void Step(string doing, long done, long total)
    {
        Check();
        lock (_gate)
        {
            if (_watch.Elapsed - _told < Interval)
                return;
            _told = _watch.Elapsed;
        }
        tell(new() { Progress = new(doing, done, total) });
    }
}
