namespace WebLab.Contracts.Datasets;

/// <summary>What can be said otherwise of files that were not understood, so that another look may understand them.</summary>
public sealed record ImportQuestion
{
    /// <summary>The choice that the problem is about, one of <see cref="Changeable"/>; null where it is about none alone.</summary>
    public string? Field { get; init; }

    /// <summary>What the person said, and the form that the files were read as; null for none that is known.</summary>
    public required ImportChoices Choices { get; init; }

    /// <summary>The choices that may help, by the names of <see cref="ImportChoices"/>' members in camel case.</summary>
    public required IReadOnlyList<string> Changeable { get; init; }

    /// <summary>The columns, or the arrays of labels, that can be named: the first 500; none where no table was come to.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}
