using System.Runtime.InteropServices;

namespace WebLab.Data.Examples;

/// <summary>Sums up a ledger's evaluations, one after another, by the definitions in docs/memorisation.md.</summary>
/// <param name="given">The given labels.</param>
/// <param name="columns">What a block holds: of test examples there is no prediction when shown, and no EL2N.</param>
public sealed class LedgerSums(byte[] given, IReadOnlyList<ExampleColumn> columns)
{
    private readonly Example[] _examples = new Example[given.Length];

    /// <summary>Evaluations that were added.</summary>
    public int Evaluations { get; internal set; }

    /// <summary>The last that was added; null for none.</summary>
    public ExampleBlock? Last { get; private set; }

    /// <summary>What was added up, as <see cref="LedgerSummary"/> keeps it.</summary>
    internal Span<byte> Kept => MemoryMarshal.AsBytes(_examples.AsSpan());

    /// <summary>Whether a file is one whose evaluations are added up.</summary>
    /// <param name="file">What it begins with.</param>
    internal static bool AreOf(ExampleHeader file) =>
        file.Recorder is LedgerRecorder.Written or TestLedgerRecorder.Written && file.GivenLabels?.Length == file.Count;

    /// <summary>Adds the next evaluation.</summary>
    /// <param name="epoch">Its epoch.</param>
    /// <param name="block">Its columns.</param>
    public void Add(int epoch, ExampleBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var predictions = block.Classes(Place("prediction")!.Value);
        var (losses, margins) = (block.Numbers(Place("loss")!.Value), block.Numbers(Place("margin")!.Value));
        var shown = Place("shown") is { } place ? block.Classes(place) : null;
        var el2n = Place("el2n") is { } norms ? block.Numbers(norms) : null;
        for (var i = 0; i < _examples.Length; i++)
        {
            ref var example = ref _examples[i];
            example.Evaluated(epoch, predictions[i] == given[i], losses[i], margins[i]);
            if (el2n is not null && (epoch <= LedgerColumns.El2nEpoch || Evaluations == 0))
                example.El2n = el2n[i];
            if (shown is not null && shown[i] != ExampleBlock.NoClass)
                example.WasShown(shown[i] == given[i]);
        }
        Evaluations++;
        Last = block;
    }

    /// <summary>A summary of each example; NaN for none.</summary>
    /// <param name="name">One of <see cref="LedgerColumns.SummariesOf"/>.</param>
    public float[] Column(string name) =>
        name switch
        {
            "first-fit" => Each(example => example.FirstFit == 0 ? float.NaN : example.FirstFit),
            "last-fit" => Each(example => example.LastFit == 0 ? float.NaN : example.LastFit),
            "forgetting-events" => Each(example =>
                example.Showings == 0 ? float.NaN
                : example.WasEverRight ? example.Forgettings
                : example.Showings
            ),
            "never-learned" => Each(example =>
                example.Showings == 0 ? float.NaN
                : example.WasEverRight ? 0
                : 1
            ),
            "confidence" => Each(example => example.Confidence / Evaluations),
            "variability" => Each(example => example.Variability(Evaluations)),
            "correctness" => Each(example => (double)example.Correct / Evaluations),
            "aum" => Each(example => example.Margin / Evaluations),
            "el2n-early" => Each(example => example.El2n),
            _ => throw new ArgumentException($"There is no summary {name}.", nameof(name)),
        };

    private int? Place(string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
                return i;
        }
        return null;
    }

    private float[] Each(Func<Example, double> value) => Array.ConvertAll(_examples, example => (float)value(example));

    // Its bytes are kept in files, every machine's alike: what it holds and their order are LedgerSummary's version.
    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private struct Example
    {
        public double Confidence,
            Squares,
            Margin;
        public float El2n;
        public int Correct,
            FirstFit,
            LastFit,
            Showings,
            Forgettings;
        public bool WasEverRight;
        private bool _wasRight;

        public void Evaluated(int epoch, bool isRight, float loss, float margin)
        {
            var confidence = Math.Exp(-loss);
            Confidence += confidence;
            Squares += confidence * confidence;
            Margin += margin;
            Correct += isRight ? 1 : 0;
            if (!isRight)
                LastFit = 0;
            else if (LastFit == 0)
                LastFit = epoch;
            if (isRight && FirstFit == 0)
                FirstFit = epoch;
        }

        public void WasShown(bool isRight)
        {
            Showings++;
            Forgettings += _wasRight && !isRight ? 1 : 0;
            _wasRight = isRight;
            WasEverRight |= isRight;
        }

        public readonly double Variability(int evaluations)
        {
            var mean = Confidence / evaluations;
            return Math.Sqrt(Math.Max(0, (Squares / evaluations) - (mean * mean)));
        }
    }
}
