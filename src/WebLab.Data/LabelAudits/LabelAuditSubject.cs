using WebLab.Contracts.Datasets;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.LabelAudits;

/// <summary>What a label audit looks at.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Classes">The class names, by label.</param>
/// <param name="Train">The examples.</param>
/// <param name="Given">Their given labels.</param>
public sealed record LabelAuditSubject(string Title, IReadOnlyList<string> Classes, ImageSet Train, IReadOnlyList<int> Given)
{
    /// <summary>The test examples with their labels, which are looked into too; null for none.</summary>
    public ImageSet? Test { get; init; }

    /// <summary>The features' names; none for images.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Where each training example came from, as its import wrote it; none where that is not known.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Where each test example came from; none where that is not known.</summary>
    public IReadOnlyList<string> TestOrigins { get; init; } = [];

    /// <summary>What their import could not read; null where that is not known.</summary>
    public LeftOutExamples? LeftOut { get; init; }

    /// <summary>What each image's file was like, as its import wrote it; none where that is not known.</summary>
    public IReadOnlyList<ImageTraits?> Traits { get; init; } = [];

    /// <summary>The person's out-of-sample probabilities that labels are questioned by; null for the audit's own.</summary>
    public ProbabilityScores? Scores { get; init; }

    /// <summary>The person's embeddings that examples are told apart by; null for the audit's own features.</summary>
    public ExampleEmbeddings? Embeddings { get; init; }

    /// <summary>SHA-256 of the data set's content; null where it is not known.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The examples of a data set, with their own labels.</summary>
    /// <param name="data">The data set.</param>
    public static LabelAuditSubject Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(data.Facts.Title, data.Facts.Classes, data.Train, Array.ConvertAll(data.Train.Labels, label => (int)label))
        {
            Test = data.Test,
            Columns = data.Facts.Columns,
        };
    }

    /// <summary>The examples of a run, with the labels that it would train on.</summary>
    /// <param name="title">The data set's name.</param>
    /// <param name="classes">Its class names.</param>
    /// <param name="columns">Its features' names; none for images.</param>
    /// <param name="data">What the corruption made of it.</param>
    /// <param name="isFeatures">Whether the examples are rows of features.</param>
    public static LabelAuditSubject Of(
        string title,
        IReadOnlyList<string> classes,
        IReadOnlyList<string> columns,
        CorruptedSet data,
        bool isFeatures
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        return new(
            title,
            classes,
            data.Rows is { } rows ? Rows(rows.Train, data.GivenLabels) : Stored(data.Train, data.GivenLabels, isFeatures),
            Array.ConvertAll(data.GivenLabels, label => (int)label)
        )
        {
            Test = data.Rows?.Test ?? Stored(data.Test, data.TestLabels, isFeatures),
            Columns = columns,
        };
    }

    /// <summary>Whether networks tell its labels, which take the examples themselves.</summary>
    public bool IsToldByNetworks { get; init; }

    /// <summary>The test examples whose labels are questioned: by a person's probabilities, or else embeddings, those that these have rows
    /// of.</summary>
    public int QuestionedTests => (Scores?.Rows ?? (IsToldByNetworks ? null : Embeddings?.Rows)) is { Test: 0 } ? 0 : Test?.Count ?? 0;

    /// <summary>The given labels of the training examples, then those of the test examples that are questioned.</summary>
    public IReadOnlyList<int> AllGiven =>
        QuestionedTests == 0 ? Given : [.. Given, .. Test!.Labels.Select(label => (int)label)];

    /// <summary>With a person's probabilities of all of its examples, or of the training examples.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="table">What is in it.</param>
    /// <param name="all">How many training and test examples its data set has; null where this is all of it.</param>
    /// <exception cref="DatasetException">The file is of other examples or classes: one sentence.</exception>
    public LabelAuditSubject With(string file, ProbabilityTable table, (int Train, int Test)? all = null)
    {
        var audited = (Train.Count, Test?.Count ?? 0);
        return this with { Scores = ProbabilityScores.Of(file, table, Title, Classes, audited, all ?? audited) };
    }

    /// <summary>With a person's embeddings of all of its examples, or of the training examples.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="table">What is in it.</param>
    /// <param name="all">How many training and test examples its data set has; null where this is all of it.</param>
    /// <exception cref="DatasetException">The file is of other examples: one sentence.</exception>
    public LabelAuditSubject With(string file, EmbeddingTable table, (int Train, int Test)? all = null)
    {
        var audited = (Train.Count, Test?.Count ?? 0);
        return this with { Embeddings = ExampleEmbeddings.Of(file, table, Title, audited, all ?? audited) };
    }

    /// <summary>With what an import wrote about the examples beside them.</summary>
    /// <param name="folder">The set's folder; null for none.</param>
    /// <exception cref="DatasetException">The files are not what an import writes.</exception>
    public LabelAuditSubject WithOrigins(string? folder) =>
        ImportedSet.Find(folder) is not { } set
            ? this
            : this with
            {
                LeftOut = set.LeftOut,
                Origins = ImportedSet.ReadNames(folder!, Train.Count),
                TestOrigins = Test is null ? [] : ImportedSet.ReadNames(folder!, Test.Count, "test"),
                Traits = ImageTraits.Read(ImportedSet.TraitsFile(folder!, "train"), Train.Count),
            };

    /// <summary>The first examples of each split alone.</summary>
    /// <param name="count">How many; null for all.</param>
    public LabelAuditSubject First(int? count) =>
        count is not { } most
            ? this
            : this with
            {
                Train = Train.First(most),
                Given = [.. Given.Take(most)],
                Origins = [.. Origins.Take(most)],
                Traits = [.. Traits.Take(most)],
                Test = Test?.First(most),
                TestOrigins = [.. TestOrigins.Take(most)],
                Scores = Scores?.First(most, most),
                Embeddings = Embeddings?.First(most, most),
            };

    private static ImageSet Rows(ImageSet stored, byte[] labels) => new(stored.Width, stored.Features!, labels);

    private static ImageSet Stored(PixelSet pixels, byte[] labels, bool isFeatures) =>
        isFeatures
            ? new(pixels.ImageLength, pixels.Values, labels)
            : new(
                pixels.Height,
                pixels.Width,
                pixels.Channels,
                Array.ConvertAll(pixels.Values, value => (byte)Math.Clamp(MathF.Round(value * byte.MaxValue), 0, byte.MaxValue)),
                labels
            );
}
