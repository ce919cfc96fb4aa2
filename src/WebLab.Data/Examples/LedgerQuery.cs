using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>Which examples of a ledger are wanted, and in which order.</summary>
public sealed record LedgerQuery
{
    /// <summary>The column to sort by; <see cref="LedgerColumn.Index"/> for the data set's order.</summary>
    public string Sort { get; init; } = LedgerColumn.Index;

    /// <summary>Whether the greatest comes first; examples without a value come last either way.</summary>
    public bool Descending { get; init; }

    /// <summary>Which ones.</summary>
    public LedgerShow Show { get; init; }

    /// <summary>Only those of this given label.</summary>
    public int? GivenLabel { get; init; }

    /// <summary>Only those of this true label.</summary>
    public int? TrueLabel { get; init; }

    /// <summary>Only these, of those that are shown; null for all.</summary>
    public IReadOnlySet<int>? Indices { get; init; }

    /// <summary>Only those whose values lie in all of these.</summary>
    public IReadOnlyList<LedgerRange> Ranges { get; init; } = [];

    /// <summary>The examples' original indices, in order.</summary>
    /// <param name="ledger">The ledger.</param>
    public int[] Of(ExampleLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var isShown = Shown(ledger);
        var ranges = Ranges.Select(range => (Range: range, Values: Values(ledger, range.Column))).ToList();
        int[] shown =
        [
            .. Enumerable
                .Range(0, ledger.Count)
                .Where(i =>
                    isShown(i)
                    && (GivenLabel is not { } given || ledger.GivenLabels[i] == given)
                    && (TrueLabel is not { } truth || ledger.TrueLabels[i] == truth)
                    && Indices?.Contains(i) != false
                    && ranges.TrueForAll(each => each.Range.Holds(each.Values[i]))
                ),
        ];
        if (Sort == LedgerColumn.Index)
            return Descending ? [.. shown.Reverse()] : shown;
        var values = Values(ledger, Sort);
        // Value and index in one number each: sorted in a tenth of the time that a comparison takes, equal values by index.
        var keys = Array.ConvertAll(shown, i => ((ulong)Rank(values[i]) << 32) | (uint)i);
        Array.Sort(keys);
        return Array.ConvertAll(keys, key => (int)(uint)key);
    }

    private static float[] Values(ExampleLedger ledger, string column) =>
        ledger.Values(column) ?? throw new ArgumentException($"The ledger has no column {column}.", nameof(ledger));

    private Func<int, bool> Shown(ExampleLedger ledger)
    {
        if (Show == LedgerShow.All)
            return _ => true;
        if (Show == LedgerShow.HeldOut)
            return i => ledger.HeldOut[i];
        if (Show is LedgerShow.NeverLearned)
        {
            var never = ledger.Values("never-learned")!;
            return i => never[i] == 1;
        }
        if (Show is LedgerShow.Forgotten)
        {
            var (forgettings, never) = (ledger.Values("forgetting-events")!, ledger.Values("never-learned")!);
            return i => never[i] == 0 && forgettings[i] > 0;
        }
        var predictions = ledger.Values("prediction")!;
        bool IsCorrupted(int i) => ledger.GivenLabels[i] != ledger.TrueLabels[i];
        bool IsFitted(int i) => predictions[i] == ledger.GivenLabels[i];
        var firstFits = Show == LedgerShow.NeverFitted ? ledger.Values("first-fit")! : [];
        return Show switch
        {
            LedgerShow.Fitted => IsFitted,
            LedgerShow.NotFitted => i => !IsFitted(i),
            LedgerShow.NeverFitted => i => float.IsNaN(firstFits[i]),
            LedgerShow.Corrupted => IsCorrupted,
            LedgerShow.Clean => i => !IsCorrupted(i),
            LedgerShow.CorruptedFitted => i => IsCorrupted(i) && IsFitted(i),
            LedgerShow.CorruptedNotFitted => i => IsCorrupted(i) && !IsFitted(i),
            LedgerShow.CleanNotFitted => i => !IsCorrupted(i) && !IsFitted(i),
            _ => throw new InvalidOperationException($"There is no choice {(int)Show} of examples."),
        };
    }

    /// <summary>A number that grows with the value, or falls where the greatest comes first; the greatest for none.</summary>
    private uint Rank(float value)
    {
        if (float.IsNaN(value))
            return uint.MaxValue;
        // Minus zero is zero.
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        var rank = bits < 0 ? ~(uint)bits : (uint)bits | 0x80000000;
        return Descending ? ~rank : rank;
    }
}
