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
    public required FieldType Type { get; init; }

    /// <summary>The least allowed number.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest allowed number.</summary>
    public double? Max { get; init; }

    /// <summary>The value where it is left out, as invariant text; null when it must be given.</summary>
    public string? Default { get; init; }

    /// <summary>The written values of a choice, in order.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The unit, for example <c>degrees</c>; null for none.</summary>
    public string? Unit { get; init; }
}

/// <summary>What a field holds.</summary>
public enum FieldType
{
    /// <summary>A real number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    WholeNumber,

    /// <summary>On or off.</summary>
    Switch,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>The name of a file of labels.</summary>
    LabelFile,

    /// <summary>A matrix of probabilities, classes x classes, each row summing to 1.</summary>
    Matrix,
}
