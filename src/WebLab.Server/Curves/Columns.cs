namespace WebLab.Server.Curves;

/// <summary>
/// Consecutive points of one metric, or consecutive summaries of equal width, column by column. A summary's step, time and last value
/// are those of its last point; points have no minimum and maximum of their own. Entries are added and never changed.
/// </summary>
internal sealed class Columns(bool summaries, int capacity)
{
    public int Count { get; private set; }

    public bool Summaries { get; } = summaries;

    public int[] Steps { get; } = new int[capacity];

    public long[] Times { get; } = new long[capacity];

    public float[] Last { get; } = new float[capacity];

    public float[] Min { get; } = summaries ? new float[capacity] : [];

    public float[] Max { get; } = summaries ? new float[capacity] : [];

    public bool Full => Count == Steps.Length;

    public void Add(Summary summary)
    {
        Steps[Count] = summary.Step;
        Times[Count] = summary.Time;
        Last[Count] = summary.Last;
        if (Summaries)
        {
            Min[Count] = summary.Min;
            Max[Count] = summary.Max;
        }
        Count++;
    }

    public Summary this[int index] =>
        new(Steps[index], Times[index], Last[index], Summaries ? Min[index] : Last[index], Summaries ? Max[index] : Last[index]);

    /// <summary>The summary of <paramref name="count"/> entries from <paramref name="start"/>.</summary>
    public Summary Of(int start, int count)
    {
        var summary = this[start];
        for (var i = start + 1; i < start + count; i++)
            summary = summary.Then(this[i]);
        return summary;
    }

    /// <summary>The same entries, to add to. What is added lies behind those of the original, which does not see it; of several copies only
    /// the latest is whole.</summary>
    public Columns Copy() => (Columns)MemberwiseClone();
}
