namespace WebLab.Client.Examples;

/// <summary>A map of examples: a cloud with a point an example, bars with a share of each group a bin, or cells that only count.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Note">What it shows.</param>
/// <param name="Kind"><c>cloud</c>, <c>bars</c> or <c>cells</c>.</param>
/// <param name="X">The column across.</param>
/// <param name="XTitle">Its words.</param>
/// <param name="Y">The column up, of a cloud.</param>
/// <param name="YTitle">Its words.</param>
public sealed record ExampleMap(
    string Id,
    string Title,
    string Note,
    string Kind,
    string X,
    string XTitle,
    string? Y = null,
    string? YTitle = null
)
{
    /// <summary>Where the axis across ends; null for where the values do.</summary>
    public double?[]? XEnds { get; init; }

    public double?[]? YEnds { get; init; }

    /// <summary>How far apart whole numbers are strewn, which would lie on one another.</summary>
    public double JitterX { get; init; }

    public double JitterY { get; init; }

    public int Bins { get; init; } = 40;

    public bool IsLog { get; init; }

    public bool IsWhole { get; init; }

    /// <summary>Whether some have no value, and stand in a bin of their own.</summary>
    public bool HasNever { get; init; }

    /// <summary>Whether the rank correlation of its two columns is told.</summary>
    public bool IsRanked { get; init; }

    public bool IsDrawn => Kind != "cells";
}

/// <summary>Columns that the browser reads.</summary>
/// <param name="Address">From where.</param>
/// <param name="Names">Which ones, in their order.</param>
/// <param name="Prefix">What stands before their names, to tell two runs apart.</param>
public sealed record ExampleColumnSource(string Address, IReadOnlyList<string> Names, string Prefix = "");

/// <summary>A way to colour examples: groups by the value of a column.</summary>
public sealed record ExampleColour(string Name, string Title, string? Column, IReadOnlyList<ExampleGroup> Groups);

/// <summary>Examples of one colour.</summary>
/// <param name="Title">Its words.</param>
/// <param name="Ink">The colour, by its name in the style sheet.</param>
/// <param name="Most">The greatest value that belongs to it.</param>
public sealed record ExampleGroup(string Title, string Ink, double Most);

/// <summary>What the browser tells of the maps as they are looked at.</summary>
/// <param name="Count">Examples that are chosen.</param>
/// <param name="Indices">The first of them.</param>
/// <param name="Groups">Each group, and what is chosen.</param>
/// <param name="Correlations">Spearman's rank correlation, by map.</param>
public sealed record ExampleMapsView(
    int Count,
    IReadOnlyList<int> Indices,
    IReadOnlyList<ExampleGroupMedians> Groups,
    IReadOnlyDictionary<string, double> Correlations
);

/// <summary>A group in numbers.</summary>
/// <param name="Title">Its words.</param>
/// <param name="Count">Its examples.</param>
/// <param name="Medians">The median of each column that is told; null for none.</param>
public sealed record ExampleGroupMedians(string Title, int Count, IReadOnlyList<double?> Medians);
