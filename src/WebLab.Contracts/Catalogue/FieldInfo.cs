using System.Text.Json.Serialization;

namespace WebLab.Contracts.Catalogue;

/// <summary>One field of a recipe, as data: enough for an option of the command line, an input of the form, an axis and a
/// check.</summary>
public sealed record FieldInfo
{
    /// <summary>The written name, for example <c>noise-rate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The JSON path, for example <c>corruption.noiseRate</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The label on the screen.</summary>
    public required string Label { get; init; }

    /// <summary>One sentence on what it does.</summary>
    public required string Help { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldKind Type { get; init; }

    /// <summary>The least allowed number.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest allowed number.</summary>
    public double? Max { get; init; }

    /// <summary>The value where it is left out, as invariant text; null when it must be given.</summary>
    public string? Default { get; init; }

    /// <summary>The path of a field of the recipe's corruption whose value is the default where the corruption has it, no further than the
    /// ends of the range; null for <see cref="Default"/> always.</summary>
    public string? DefaultFrom { get; init; }

    /// <summary>What a form starts from where the default would change nothing; null for the default.</summary>
    public string? Suggested { get; init; }

    /// <summary>The written name of the field whose input on the form sets this one too; null for an input of its own.</summary>
    public string? SetWith { get; init; }

    /// <summary>The written values of a choice, in order.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The words on the screen for each of the <see cref="Choices"/>; empty where the written values are said.</summary>
    public IReadOnlyList<string> ChoiceTitles { get; init; } = [];

    /// <summary>The words on the screen for a written value: the value itself where there are none, as of one that is gone.</summary>
    /// <param name="choice">The value.</param>
    public string TitleOf(string choice) =>
        Enumerable.Range(0, Math.Min(Choices.Count, ChoiceTitles.Count)).FirstOrDefault(i => Choices[i] == choice, -1) is >= 0 and var at
            ? ChoiceTitles[at]
            : choice;

    /// <summary>Of a choice of an analysis, whether it offers networks of the catalogue by their ids: the data set must then be one that
    /// the chosen one takes, and the analysis's formulas know its numbers, as <c>KEY.parameters</c>.</summary>
    public bool OffersNetworks { get; init; }

    /// <summary>The unit, for example <c>degrees</c>; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Its name in its group: the end of the path.</summary>
    [JsonIgnore]
    public string Key => Path[(Path.LastIndexOf('.') + 1)..];
}

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>A real number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>On or off.</summary>
    Switch,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A word of letters, digits, dots, dashes and underscores; none where the default is empty.</summary>
    Text,

    /// <summary>The name of a file of labels.</summary>
    LabelFile,

    /// <summary>A matrix of probabilities, classes x classes, each row summing to 1.</summary>
    Matrix,

    /// <summary>Stored runs, as <see cref="Runs.RunReference"/> writes them, from the least to the greatest number of them; only of an
    /// analysis, whose worker then has their networks.</summary>
    Runs,
}
