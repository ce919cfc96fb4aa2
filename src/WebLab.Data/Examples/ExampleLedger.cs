using System.Collections.Concurrent;
using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>A run's ledger as its files held it at a moment.</summary>
public sealed class ExampleLedger
{
    // Each is a block to read.
    private const int RangeEvaluations = 6;

    private readonly LedgerSums _sums;
    private readonly ConcurrentDictionary<string, float[]> _values = [];
    private readonly ConcurrentDictionary<string, (float Low, float High)> _ranges = [];
    private readonly ExampleFile _file;
    private readonly ExampleBlock _last;
    private readonly IReadOnlyList<ExampleFile> _others;
    private Dictionary<string, float[]> _found = [];

    private ExampleLedger(ExampleFile file, IReadOnlyList<ExampleFile> others, float[]? cScores, LedgerSums sums)
    {
        (GivenLabels, TrueLabels) = (file.Header.GivenLabels!, file.Header.TrueLabels!);
        (_file, _sums, CScores) = (file, sums, cScores);
        _others = [.. others.Where(other => other.Header.Split == Split && other.Header.Count == Count && other.Evaluations.Count > 0)];
        HeldOut = new bool[Count];
        foreach (var index in file.Header.HeldOut)
            HeldOut[index] = true;
        ExampleEvaluation[] added = [.. file.Evaluations.Skip(sums.Evaluations)];
        foreach (var (evaluation, block) in added.Zip(file.ReadEach(added)))
            sums.Add(evaluation.Epoch, block);
        _last = sums.Last ?? file.Read(file.Evaluations[^1]);
        foreach (var column in LedgerColumns.SummariesOf(Split))
            _values[column.Name] = sums.Column(column.Name);
        Columns =
        [
            .. LedgerColumns.ByEpochOf(Split),
            .. LedgerColumns.SummariesOf(Split),
            .. CScores is null ? [] : new[] { LedgerColumns.CScores },
            .. _others.SelectMany(other => other.Header.Columns.Select(column => LedgerColumns.Of(other.Header.Recorder, column))),
        ];
    }

    /// <summary>Which examples it is of.</summary>
    public RecordedSplit Split => _file.Header.Split;

    /// <summary>Examples.</summary>
    public int Count => GivenLabels.Length;

    /// <summary>The label that each is trained with; of test examples the true one.</summary>
    public byte[] GivenLabels { get; }

    /// <summary>The publisher's.</summary>
    public byte[] TrueLabels { get; }

    /// <summary>Whether each is held out.</summary>
    public bool[] HeldOut { get; }

    /// <summary>The published C-score of each; null where there are none.</summary>
    public float[]? CScores { get; }

    /// <summary>The evaluations, at least one.</summary>
    public IReadOnlyList<ExampleEvaluation> Evaluations => _file.Evaluations;

    /// <summary>What there is of each example.</summary>
    public IReadOnlyList<LedgerColumn> Columns { get; private set; }

    /// <summary>Opens a ledger.</summary>
    /// <param name="file">The file of <see cref="LedgerRecorder"/> or of <see cref="TestLedgerRecorder"/>.</param>
    /// <param name="others">The run's files of other recorders.</param>
    /// <param name="cScores">Published C-scores by true labels; null for none.</param>
    /// <returns>Null for a file without labels or evaluations.</returns>
    public static ExampleLedger? Open(ExampleFile file, IReadOnlyList<ExampleFile> others, Func<byte[], float[]?> cScores)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(cScores);
        var header = file.Header;
        return file.Evaluations.Count > 0 && header.GivenLabels?.Length == header.Count && header.TrueLabels?.Length == header.Count
            ? new(
                file,
                others,
                // They are published of training examples.
                header.Split == RecordedSplit.Train
                    ? cScores(header.TrueLabels)
                    : null,
                LedgerSummary.Find(file) ?? new(header.GivenLabels, header.Columns)
            )
            : null;
    }

    /// <summary>Keeps beside the file what its evaluations add up to, unless that was found there.</summary>
    public void KeepSummary()
    {
        if (_sums.Last is not null)
            LedgerSummary.Keep(_file, _sums);
    }

    /// <summary>The ledger of files that have grown; one thread at a time may ask for it, and only once.</summary>
    /// <param name="file">The file, read anew.</param>
    /// <param name="others">The run's files of other recorders.</param>
    /// <returns>Null where they are not the same ones with more in them, and the ledger is to be opened anew.</returns>
    public ExampleLedger? After(ExampleFile file, IReadOnlyList<ExampleFile> others)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(others);
        return
            file.Header.GivenLabelHash == _file.Header.GivenLabelHash
            && file.Header.HeldOut.SequenceEqual(_file.Header.HeldOut)
            && file.Evaluations.Take(Evaluations.Count).SequenceEqual(Evaluations)
            ? new(file, others, CScores, _sums)
            : null;
    }

    /// <summary>The same ledger with what was found of its examples elsewhere; columns that it has already stay its own.</summary>
    /// <param name="found">Columns that sum up, each with a value an example, NaN for none.</param>
    public ExampleLedger With(IReadOnlyList<(LedgerColumn Column, float[] Values)> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var added = found.Where(each => Columns.All(column => column.Name != each.Column.Name)).ToList();
        if (added.Count == 0)
            return this;
        var with = (ExampleLedger)MemberwiseClone();
        with._found = added.ToDictionary(each => each.Column.Name, each => each.Values);
        with.Columns = [.. Columns, .. added.Select(each => each.Column)];
        return with;
    }

    /// <summary>A column's value of each example; NaN for none. One that has a value at each evaluation gives that of the last.</summary>
    /// <param name="name">One of <see cref="Columns"/> or of <see cref="LedgerColumn.OfLabels"/>.</param>
    /// <returns>Null for no such column; not to be changed.</returns>
    public float[]? Values(string name)
    {
        if (_found.TryGetValue(name, out var known) || _values.TryGetValue(name, out known))
            return known;
        var values = name switch
        {
            "true-label" => Array.ConvertAll(TrueLabels, label => (float)label),
            "given-label" => Array.ConvertAll(GivenLabels, label => (float)label),
            "corrupted" => [.. Enumerable.Range(0, Count).Select(i => TrueLabels[i] != GivenLabels[i] ? 1f : 0f)],
            "held-out" => Array.ConvertAll(HeldOut, isHeldOut => isHeldOut ? 1f : 0f),
            LedgerColumns.CScore => CScores,
            _ => Columns.FirstOrDefault(column => column.Name == name) switch
            {
                null => null,
                { IsByEpoch: true } => Values(name, Evaluations[^1].Epoch),
                _ => null,
            },
        };
        if (values is not null)
            _values[name] = values;
        return values;
    }

    /// <summary>What a column that has a value at each evaluation held at one of them; NaN for none.</summary>
    /// <param name="name">The column.</param>
    /// <param name="epoch">The evaluation's epoch.</param>
    /// <returns>Null for no such column or epoch.</returns>
    public float[]? Values(string name, int epoch)
    {
        var (file, place) = Find(name);
        if (file is null || file.Evaluations.FirstOrDefault(evaluation => evaluation.Epoch == epoch) is not { Length: > 0 } evaluation)
            return null;
        var isLast = file == _file && epoch == Evaluations[^1].Epoch;
        return Values(file, isLast ? _last : file.Read(evaluation), place, name);
    }

    /// <summary>Every column that has a value at each evaluation, at one of them; NaN for none. Each file is read once.</summary>
    /// <param name="epoch">The evaluation's epoch.</param>
    public IReadOnlyDictionary<string, float[]> At(int epoch)
    {
        var values = new Dictionary<string, float[]>();
        var columns = Columns.Where(column => column.IsByEpoch).Select(column => (column.Name, Found: Find(column.Name)));
        foreach (var kept in columns.GroupBy(column => column.Found.File!))
        {
            var evaluation = kept.Key.Evaluations.FirstOrDefault(each => each.Epoch == epoch);
            var block = evaluation.Length > 0 ? kept.Key.Read(evaluation) : null;
            foreach (var (name, found) in kept)
                values[name] = block is null ? Nothing(Count) : Values(kept.Key, block, found.Place, name);
        }
        return values;
    }

    /// <summary>One example's values at every evaluation, of each column that has them; NaN for none.</summary>
    /// <param name="index">The example.</param>
    public IReadOnlyDictionary<string, float[]> Story(int index)
    {
        var columns = Columns.Where(column => column.IsByEpoch).Select(column => (column.Name, Found: Find(column.Name))).ToList();
        var story = columns.ToDictionary(column => column.Name, _ => Nothing(Evaluations.Count));
        foreach (var file in columns.Select(column => column.Found.File!).Distinct())
        {
            var epochs = file.Evaluations.ToDictionary(evaluation => evaluation.Epoch);
            for (var at = 0; at < Evaluations.Count; at++)
            {
                if (!epochs.TryGetValue(Evaluations[at].Epoch, out var evaluation))
                    continue;
                var block = file.Read(evaluation);
                foreach (var (name, found) in columns.Where(column => column.Found.File == file))
                    story[name][at] = Value(file, block, found.Place, name, index);
            }
        }
        return story;
    }

    /// <summary>Between which values a column's histograms are drawn, the same at every epoch: at a few of them one of a thousand examples
    /// lies below and one above.</summary>
    /// <param name="column">The column.</param>
    public (float Low, float High) RangeOf(LedgerColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (_found.TryGetValue(column.Name, out var found))
            return Middle(found);
        if (_ranges.TryGetValue(column.Name, out var known))
            return known;
        var ranges = column.IsByEpoch
            ? Enumerable
                .Range(0, RangeEvaluations)
                .Select(i => Evaluations[i * (Evaluations.Count - 1) / (RangeEvaluations - 1)].Epoch)
                .Distinct()
                .Select(epoch => Values(column.Name, epoch))
                .OfType<float[]>()
                .Select(Middle)
                .DefaultIfEmpty()
                .ToList()
            : [Middle(Values(column.Name)!)];
        return _ranges[column.Name] = (ranges.Min(range => range.Low), ranges.Max(range => range.High));
    }

    private static (float Low, float High) Middle(float[] values)
    {
        float[] finite = [.. values.Where(float.IsFinite)];
        if (finite.Length == 0)
            return (0, 0);
        Array.Sort(finite);
        var outside = finite.Length / 1000;
        return (finite[outside], finite[^(outside + 1)]);
    }

    private (ExampleFile? File, int Place) Find(string name)
    {
        if (LedgerColumns.ByEpochOf(Split).Any(column => column.Name == name))
        {
            var stored = name == LedgerColumns.ConfidenceNow ? "loss" : name;
            return (_file, _file.Header.Columns.ToList().FindIndex(column => column.Name == stored));
        }
        foreach (var other in _others)
        {
            var place = other.Header.Columns.ToList().FindIndex(column => $"{other.Header.Recorder}.{column.Name}" == name);
            if (place >= 0)
                return (other, place);
        }
        return (null, -1);
    }

    private static float[] Values(ExampleFile file, ExampleBlock block, int place, string name)
    {
        if (file.Header.Columns[place].Type == ExampleColumnType.ClassIndex)
            return Array.ConvertAll(block.Classes(place), value => value == ExampleBlock.NoClass ? float.NaN : value);
        var numbers = block.Numbers(place);
        return name == LedgerColumns.ConfidenceNow ? Array.ConvertAll(numbers, loss => MathF.Exp(-loss)) : numbers;
    }

    private static float Value(ExampleFile file, ExampleBlock block, int place, string name, int index)
    {
        if (file.Header.Columns[place].Type != ExampleColumnType.ClassIndex)
            return name == LedgerColumns.ConfidenceNow ? MathF.Exp(-block.Numbers(place)[index]) : block.Numbers(place)[index];
        var value = block.Classes(place)[index];
        return value == ExampleBlock.NoClass ? float.NaN : value;
    }

    private static float[] Nothing(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }
}
