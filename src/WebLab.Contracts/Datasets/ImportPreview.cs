namespace WebLab.Contracts.Datasets;

/// <summary>What was understood of the sources.</summary>
public sealed record ImportPreview
{
    /// <summary>What they are and what becomes of them, a sentence each.</summary>
    public required IReadOnlyList<string> Understood { get; init; }

    /// <summary>What is odd about them, a sentence each; none where nothing is.</summary>
    public required IReadOnlyList<string> Odd { get; init; }

    /// <summary>What an example becomes.</summary>
    public required DatasetKind Kind { get; init; }

    /// <summary>Rows of an image as it will be stored; 1 for features.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of an image as it will be stored; the number of features for features.</summary>
    public required int Width { get; init; }

    /// <summary>1 or 3.</summary>
    public required int Channels { get; init; }

    /// <summary>Examples by class and split, in the order of the labels.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>Whether only the beginning of a large table was looked at, so that counts and kinds may be others in the end.</summary>
    public bool IsPartial { get; init; }

    /// <summary>A table's columns; none where there is no table.</summary>
    public IReadOnlyList<ColumnPreview> Columns { get; init; } = [];

    /// <summary>The choices in force: the person's, and what was found out.</summary>
    public required ImportChoices Choices { get; init; }

    /// <summary>Those that make a difference here, by the names of <see cref="ImportChoices"/>' members in camel case.</summary>
    public required IReadOnlyList<string> Changeable { get; init; }

    /// <summary>A PNG with a row of at most ten examples for each class, as they will be stored; null for features.</summary>
    public byte[]? Sheet { get; init; }

    /// <summary>The class of each of the sheet's rows, by name: the first classes where there are very many.</summary>
    public IReadOnlyList<string> SheetClasses { get; init; } = [];

    /// <summary>The names of the values in <see cref="Rows"/>: the first columns, a column of words as one; none for images.</summary>
    public IReadOnlyList<string> RowNames { get; init; } = [];

    /// <summary>At most ten examples of each of the first classes, as they will be stored; none for images.</summary>
    public IReadOnlyList<ExampleRow> Rows { get; init; } = [];

    /// <summary>The arrays that can be the labels, where there are several; none where there is a table.</summary>
    public IReadOnlyList<string> LabelArrays { get; init; } = [];
}

/// <summary>An example of features.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Values">Its first values, as words.</param>
public sealed record ExampleRow(string Class, IReadOnlyList<string> Values);

/// <summary>How many examples a class has.</summary>
/// <param name="Name">The class.</param>
/// <param name="Train">Training examples.</param>
/// <param name="Test">Test examples.</param>
public sealed record ClassCount(string Name, int Train, int Test);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading, or its number from 0.</param>
/// <param name="Use">How it is used.</param>
/// <param name="Uses">How it could be used.</param>
/// <param name="Examples">Some of its values, as written.</param>
/// <param name="Distinct">Different values among those looked at.</param>
/// <param name="Missing">Missing values among those looked at.</param>
public sealed record ColumnPreview(
    string Name,
    ColumnUse Use,
    IReadOnlyList<ColumnUse> Uses,
    IReadOnlyList<string> Examples,
    int Distinct,
    int Missing
);
