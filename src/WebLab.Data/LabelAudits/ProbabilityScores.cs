using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>A person's out-of-sample probabilities of a data set's examples, in the place of an audit's own.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Table">A row for each training example that is audited, in their order, and then, where the file has them, for each test
/// example.</param>
/// <param name="Rows">Which.</param>
public sealed record ProbabilityScores(string File, ProbabilityTable Table, ExampleRows Rows)
{
    /// <summary>Whether there are rows of test examples; without them these are not questioned.</summary>
    public bool HasTest => Rows.Test > 0;

    /// <summary>Finds the rows of the examples that are audited.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="table">What is in it.</param>
    /// <param name="title">The data set's name.</param>
    /// <param name="classes">Its class names.</param>
    /// <param name="audited">How many of its first training and test examples are audited.</param>
    /// <param name="all">How many it has.</param>
    /// <exception cref="DatasetException">The file is of other examples or classes: one sentence.</exception>
    public static ProbabilityScores Of(
        string file,
        ProbabilityTable table,
        string title,
        IReadOnlyList<string> classes,
        (int Train, int Test) audited,
        (int Train, int Test) all
    )
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(classes);
        if (table.Classes != classes.Count)
            throw new DatasetException(
                Sentence.Of($"{file} has {table.Classes:N0} columns, and {title} has {classes.Count:N0} classes: ")
                    + (
                        table.Classes == classes.Count + 1 && FirstIsEmpty(table)
                            ? $"the first is 0 in every row, as where classes count from 1; take it out, so that {classes[0]} is first."
                            : $"give a column for each class in their order, from {classes[0]} to {classes[^1]}."
                    )
            );
        return new ProbabilityScores(file, table, ExampleRows.Of(file, table.Rows, title, audited, all)).First(audited.Train, audited.Test);
    }

    /// <summary>Those of the first examples of each split.</summary>
    /// <param name="train">Training examples, at most.</param>
    /// <param name="test">Test examples, at most.</param>
    public ProbabilityScores First(int train, int test)
    {
        var first = Rows.First(train, test);
        return first == Rows ? this : new(File, Table.Pick(Rows.Indices(first)), first);
    }

    private static bool FirstIsEmpty(ProbabilityTable table) => Enumerable.Range(0, table.Rows).All(row => table.At(row, 0) == 0);
}
