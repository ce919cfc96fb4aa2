using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>A person's embeddings of a data set's examples, or what a stored run's network makes of them, in the place of features that an
/// audit finds itself.</summary>
/// <param name="File">The file's name, or words for the network.</param>
/// <param name="Table">A row for each training example that is audited, in their order, and then, where the file has them, for each test
/// example.</param>
/// <param name="Rows">Which.</param>
public sealed record ExampleEmbeddings(string File, EmbeddingTable Table, ExampleRows Rows)
{
    /// <summary>What no file of embeddings can say of itself.</summary>
    public const string MayKnowLabels =
        "Whether the embeddings know the labels: a network that was trained on them sets an example among those of its wrong label.";

    /// <summary>Of the penultimate layer of a stored run's network, whether that was trained on the data set which is audited; null for a
    /// person's own.</summary>
    public bool? IsTrainedOnThem { get; init; }

    /// <summary>What they cannot say of themselves.</summary>
    public string CannotSay =>
        IsTrainedOnThem switch
        {
            null => MayKnowLabels,
            true => "What the network hides: it was trained on this data set itself, and one that was trained on these very labels sets an "
                + "example among those of its wrong label, and hides it.",
            false => "Whether the network tells these classes apart: it was trained on another data set, and what it never had to tell "
                + "apart may lie close together. Nor whether that set has examples of this one, or whether the network began from one that "
                + "was trained on these: then it knows their labels, and hides wrong ones.",
        };

    /// <summary>What a report says of them.</summary>
    /// <param name="isScorer">Whether suspects were found by them too.</param>
    public EmbeddingSource Source(bool isScorer) => new(File, Table.Width, isScorer) { IsNetwork = IsTrainedOnThem is not null };

    /// <summary>Finds the rows of the examples that are audited.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="table">What is in it.</param>
    /// <param name="title">The data set's name.</param>
    /// <param name="audited">How many of its first training and test examples are audited.</param>
    /// <param name="all">How many it has.</param>
    /// <exception cref="DatasetException">The file is of other examples: one sentence.</exception>
    public static ExampleEmbeddings Of(
        string file,
        EmbeddingTable table,
        string title,
        (int Train, int Test) audited,
        (int Train, int Test) all
    )
    {
        ArgumentNullException.ThrowIfNull(table);
        return new ExampleEmbeddings(file, table, ExampleRows.Of(file, table.Rows, title, audited, all)).First(audited.Train, audited.Test);
    }

    /// <summary>Those of the first examples of each split.</summary>
    /// <param name="train">Training examples, at most.</param>
    /// <param name="test">Test examples, at most.</param>
    public ExampleEmbeddings First(int train, int test)
    {
        var first = Rows.First(train, test);
        return first == Rows ? this : this with { Table = Table.Pick(Rows.Indices(first)), Rows = first };
    }
}
