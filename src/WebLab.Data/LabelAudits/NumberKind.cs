namespace WebLab.Data.LabelAudits;

/// <summary>What a file of numbers, a row an example, is read for: what is taken, and what its sentences say.</summary>
/// <param name="Noun">What it holds: <c>probabilities</c>.</param>
/// <param name="Value">One number of it: <c>probability</c>.</param>
/// <param name="Each">What a column is of: <c>class</c>.</param>
/// <param name="Foreign">What a column of something else is not: <c>no class's probability</c>.</param>
/// <param name="ArrayNames">What its array or column is called where there are several, the likeliest first.</param>
public sealed record NumberKind(string Noun, string Value, string Each, string Foreign, IReadOnlyList<string> ArrayNames)
{
    /// <summary>The fewest columns.</summary>
    public int LeastColumns { get; init; } = 1;

    /// <summary>The most columns.</summary>
    public required int MaxColumns { get; init; }

    /// <summary>The most numbers of all rows.</summary>
    public int MaxValues { get; init; } = 256_000_000;
}

/// <summary>What was in a file of numbers.</summary>
/// <param name="Rows">Examples.</param>
/// <param name="Columns">Numbers of each.</param>
/// <param name="Values">Row after row.</param>
public sealed record NumberTable(int Rows, int Columns, double[] Values);
