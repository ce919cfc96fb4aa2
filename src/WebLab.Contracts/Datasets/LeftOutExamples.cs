namespace WebLab.Contracts.Datasets;

/// <summary>Examples that an import left out, since they cannot be read.</summary>
/// <param name="Count">How many; 0 where all could be read.</param>
/// <param name="Of">Examples of the sources.</param>
/// <param name="Reasons">Why, a sentence for each of the first <see cref="MostReasons"/>.</param>
public sealed record LeftOutExamples(int Count, int Of, IReadOnlyList<string> Reasons)
{
    /// <summary>The most reasons that are kept.</summary>
    public const int MostReasons = 5;

    /// <summary>What is said of them; nothing where there are none.</summary>
    public string Words() =>
        Count == 0
            ? ""
            : Sentence.Of($"{Count:N0} of {Of:N0} examples cannot be read and {(Count == 1 ? "is" : "are")} left out")
                + (Reasons.Count == 0 ? "." : $": {string.Join(" ", Reasons)}");
}
