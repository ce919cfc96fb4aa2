namespace WebLab.Contracts.Scores;

/// <summary>What an analysis found of each training example, as columns. A report that has these members beside its own, of a kind of
/// analysis that says so in the catalogue, is shown in the examples of the runs on the same ones, once it is done.</summary>
public record ScoredExamples
{
    /// <summary>The label of each training example that the analysis looked into, by original index.</summary>
    public byte[] GivenLabels { get; init; } = [];

    /// <summary>The true label of each.</summary>
    public byte[] TrueLabels { get; init; } = [];

    /// <summary>Networks that it took, by which one analysis is preferred to another; 0 for none.</summary>
    public int Networks { get; init; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ScoreColumn> ScoreColumns { get; init; } = [];
}

/// <summary>A number of each training example.</summary>
/// <param name="Name">Its written name within the kind of analysis, which never changes: small letters, digits and dashes.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Help">One sentence on what it is.</param>
/// <param name="Unit">Its unit; null for none.</param>
/// <param name="Values">One an example, by original index; NaN for none.</param>
public sealed record ScoreColumn(string Name, string Title, string Help, string? Unit, IReadOnlyList<float> Values);
