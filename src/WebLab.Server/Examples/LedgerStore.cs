using Microsoft.Extensions.Options;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Data.Examples;
using WebLab.Server.Datasets;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Examples;

/// <summary>
/// The ledgers of runs. Those last looked at stay in memory, about 5 MB each for 50,000 examples, so that a page of one is sorted without
/// reading its file again; one that has grown is read on from where it was.
/// </summary>
public sealed class LedgerStore(
    StoreFolder store,
    DiskRoom room,
    DatasetLibrary library,
    LedgerScores scores,
    IOptions<DatasetOptions> options
)
{
    private const string CScores = "c-scores";
    private const int Kept = 8,
        KeptExamples = 400_000;

    private static readonly string[] Own = [LedgerRecorder.Written, TestLedgerRecorder.Written, "predictions"];

    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid Run, RecordedSplit Split), Held> _held = [];

    /// <summary>A run's ledger, with the scores of its examples that the caller may see; null while there is none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="split">Of which examples.</param>
    /// <param name="visible">What the caller may see.</param>
    /// <exception cref="InvalidDataException">Its file is damaged.</exception>
    public ExampleLedger? Find(RunSummary run, RecordedSplit split, VisibleRuns visible) =>
        Find(run, split) is { } ledger ? scores.AddTo(ledger, run, visible) : null;

    private ExampleLedger? Find(RunSummary run, RecordedSplit split)
    {
        var key = (run.Id, split);
        Held held;
        lock (_gate)
        {
            if (!_held.TryGetValue(key, out held!))
            {
                if (_held.Count == Kept)
                    _held.Remove(_held.MinBy(each => each.Value.LastAsked).Key);
                _held[key] = held = new();
            }
            held.LastAsked = Environment.TickCount64;
        }
        // Two who ask for the same at once wait for one reading; others are not held up.
        lock (held)
        {
            var files = new DirectoryInfo(store.Examples)
                .EnumerateFiles(ExampleFile.PatternOf(run.Id))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .ToList();
            var stamp = string.Join('/', files.Select(file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}"));
            if (held.Stamp == stamp)
                return held.Ledger;
            held.Ledger = Read(run, split, files, held.Ledger);
            held.Stamp = stamp;
        }
        lock (_gate)
        {
            // Of large sets fewer are kept.
            while (_held.Values.Sum(each => (long)(each.Ledger?.Count ?? 0)) > KeptExamples && _held.Count > 1)
                _held.Remove(_held.Where(each => each.Key != key).MinBy(each => each.Value.LastAsked).Key);
        }
        return held.Ledger;
    }

    private ExampleLedger? Read(RunSummary run, RecordedSplit split, IReadOnlyList<FileInfo> files, ExampleLedger? before)
    {
        var name = ExampleFile.NameOf(run.Id, split == RecordedSplit.Test ? TestLedgerRecorder.Written : LedgerRecorder.Written);
        if (!files.Any(file => file.Name == name))
            return null;
        var ledger = ExampleFile.OpenWhole(Path.Combine(store.Examples, name));
        ExampleFile[] others =
        [
            .. files
                // What the predictions say stands in the ledger as well.
                .Where(file => !Own.Any(own => file.Name == ExampleFile.NameOf(run.Id, own)))
                .Select(file => ExampleFile.OpenWhole(file.FullName)),
        ];
        var read = before?.After(ledger, others)
            ?? ExampleLedger.Open(ledger, others, labels => CScoreFile.Find(CScoreFolders(run.Spec.Dataset), labels));
        // A worker that was killed left no summary, nor did those of an older WebLab.
        if (run.Status.HasEnded() && !room.IsLow)
            read?.KeepSummary();
        return read;
    }

    private IEnumerable<string> CScoreFolders(string dataset)
    {
        var place = library.PlaceOf(dataset);
        return new[]
        {
            place,
            place is null ? null : Path.Combine(place, "..", CScores),
            options.Value.Root is { } root ? Path.Combine(root, CScores) : null,
        }.OfType<string>();
    }

    private sealed class Held
    {
        public string? Stamp { get; set; }

        public ExampleLedger? Ledger { get; set; }

        public long LastAsked { get; set; }
    }
}
