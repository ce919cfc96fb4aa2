namespace WebLab.Contracts.Datasets;

/// <summary>What <c>WebLab.Training import --order FILE</c> is to do: one JSON object in a file, as LabJson writes it.</summary>
/// <param name="Sources">
/// Absolute paths: a folder, an archive, a table, or several that belong together (a table and the folder of its images, features and
/// labels, training and test files).
/// </param>
public sealed record ImportOrder(IReadOnlyList<string> Sources)
{
    /// <summary>
    /// The folder that the set becomes: it must not be there yet, its parent is made where it is absent. Null asks for a preview, which
    /// writes nothing.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>What the person said; what is null is found out.</summary>
    public ImportChoices Choices { get; init; } = new();

    /// <summary>What no source may go beyond.</summary>
    public ImportLimits Limits { get; init; } = new();

    /// <summary>The person's own words for the sources, for sentences, in their order; null for their file names.</summary>
    public IReadOnlyList<string>? Titles { get; init; }
}

/// <summary>How sources are to be understood. In an order what is null is found out; in a preview all that matter are filled in.</summary>
public sealed record ImportChoices
{
    /// <summary>The form of the sources.</summary>
    public ImportForm? Form { get; init; }

    /// <summary>The column with the labels, by its heading, or by its number from 0 where it has none; the array of labels, by its name;
    /// of CIFAR-100 <c>fine_labels</c> or <c>coarse_labels</c>.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The column with the images' file names, where a table stands beside a folder.</summary>
    public string? FileColumn { get; init; }

    /// <summary>The column that says of each row whether it is for training or test.</summary>
    public string? SplitColumn { get; init; }

    /// <summary>What parts a table's cells: one of <c>, ; | tab space</c>.</summary>
    public string? Separator { get; init; }

    /// <summary>The letters that a table is written in: <c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c>, <c>windows-1250</c>,
    /// <c>windows-1251</c>, <c>windows-1252</c>, <c>shift_jis</c>, <c>gb18030</c>, <c>big5</c> or <c>euc-kr</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands around a cell that has separators within: <c>double</c> marks, <c>single</c> ones, or <c>none</c>.</summary>
    public string? Quotes { get; init; }

    /// <summary>What stands before the fraction of a number: <c>.</c> or <c>,</c>.</summary>
    public string? DecimalMark { get; init; }

    /// <summary>Whether the first line names the columns.</summary>
    public bool? HasHeading { get; init; }

    /// <summary>What is done about missing values.</summary>
    public MissingValues? Missing { get; init; }

    /// <summary>How single columns are used, by name; those not named are found out.</summary>
    public IReadOnlyDictionary<string, ColumnUse> Columns { get; init; } = new Dictionary<string, ColumnUse>();

    /// <summary>Rows and columns of the square that images are brought to, 4 to 512; null for their own size where it is one.</summary>
    public int? Side { get; init; }

    /// <summary>How images of another size are brought to it.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>1 for grey, 3 for colour; null for grey where every image is.</summary>
    public int? Channels { get; init; }

    /// <summary>The share of examples that is set apart for the test where the sources have no split, above 0 and at most 0.5.</summary>
    public double? HoldOut { get; init; }

    /// <summary>The seed that they are drawn from; 1 where it is null.</summary>
    public int? SplitSeed { get; init; }
}

/// <summary>What is done about missing values of a table.</summary>
public enum MissingValues
{
    /// <summary>The column's mean over the training rows takes the place of a number, a column of its own that of a category.</summary>
    Mean,

    /// <summary>Zero takes their place.</summary>
    Zero,

    /// <summary>Rows with any are left out.</summary>
    LeaveOut,
}

/// <summary>How a column of a table is used.</summary>
public enum ColumnUse
{
    /// <summary>As a number.</summary>
    Number,

    /// <summary>As a category: a column of zeros and ones for each of its values.</summary>
    OneHot,

    /// <summary>As a category: one column with the place of its value among all, from 0.</summary>
    Code,

    /// <summary>As a date or time: days since 1970.</summary>
    Date,

    /// <summary>Not at all.</summary>
    LeaveOut,

    /// <summary>As the label.</summary>
    Label,

    /// <summary>As the split.</summary>
    Split,

    /// <summary>As the file names of images.</summary>
    File,
}

/// <summary>How an image of another size is brought to the side that was chosen.</summary>
public enum ImageFit
{
    /// <summary>The shorter side is brought to it, and the centre cut out.</summary>
    ResizeAndCrop,

    /// <summary>The centre is cut out as it is; what is smaller is enlarged.</summary>
    CentreCrop,

    /// <summary>Both sides are brought to it, whatever becomes of the proportions.</summary>
    Stretch,
}

/// <summary>What no source may go beyond: the defaults are those of the command line.</summary>
public sealed record ImportLimits
{
    /// <summary>Pixels of one image.</summary>
    public long Pixels { get; init; } = 100_000_000;

    /// <summary>Bytes of one image's file.</summary>
    public long ImageBytes { get; init; } = 64_000_000;

    /// <summary>Bytes of all sources, unpacked.</summary>
    public long Bytes { get; init; } = 16_000_000_000;

    /// <summary>Bytes of the imported set; of more than an array holds, about 2 GB of images, a training reads the files as it
    /// goes.</summary>
    public long SetBytes { get; init; } = 64_000_000_000;

    /// <summary>Files and folders.</summary>
    public int Entries { get; init; } = 500_000;

    /// <summary>Folders within folders.</summary>
    public int Depth { get; init; } = 16;

    /// <summary>Columns of a table, before and after categories are spread.</summary>
    public int Columns { get; init; } = 10_000;

    /// <summary>Seconds of the whole import.</summary>
    public int Seconds { get; init; } = 3_600;
}

/// <summary>One line of the import's output: exactly one of the three is there, and <see cref="End"/> is the last.</summary>
public sealed record ImportLine
{
    /// <summary>How far it is; at most four a second.</summary>
    public ImportProgress? Progress { get; init; }

    /// <summary>What was understood: before anything is written; a preview ends with it and an empty <see cref="End"/>.</summary>
    public ImportPreview? Preview { get; init; }

    /// <summary>How it ended.</summary>
    public ImportEnd? End { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="Doing">What it does, for example <c>reading images</c>.</param>
/// <param name="Done">Of <paramref name="Total"/>.</param>
/// <param name="Total">0 where it is not known.</param>
public sealed record ImportProgress(string Doing, long Done, long Total);

/// <summary>How an import ended.</summary>
/// <param name="Problem">One sentence on why there is no set; null where all is well. Then the exit code is 0, else 1.</param>
/// <param name="Facts">What the new set is; null for a preview and where there is a problem.</param>
/// <param name="ContentHash">SHA-256 of its content; null likewise.</param>
/// <param name="LeftOut">What could not be read, known only now; null likewise.</param>
public sealed record ImportEnd(
    string? Problem,
    DatasetFacts? Facts = null,
    string? ContentHash = null,
    LeftOutExamples? LeftOut = null
)
{
    /// <summary>What can be said otherwise where there is a problem; null where nothing can.</summary>
    public ImportQuestion? Question { get; init; }
}
