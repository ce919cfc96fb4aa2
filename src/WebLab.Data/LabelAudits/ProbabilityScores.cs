using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>A person's out-of-sample probabilities of a data set's examples, in the place of an audit's own.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Table">A row for each training example that is audited, in their order, and then, where the file has them, for each test
/// example.</param>
/// <param name="Train">Training examples.</param>
public sealed record ProbabilityScores(string File, ProbabilityTable Table, int Train)
{
    /// <summary>Whether there are rows of test examples; without them these are not questioned.</summary>
    public bool HasTest => Table.Rows > Train;

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
        // Who audits a part of the examples may have scored that part alone, or all of them.
        var ends = new[] { (audited.Train, 0), audited, (all.Train, 0), all }
            .Where(fit => fit.Item1 + fit.Item2 == table.Rows)
            .Select(fit => fit.Item1)
            .Distinct()
            .ToList();
        if (ends.Count > 1)
            throw new DatasetException(
                Sentence.Of($"{file} has {table.Rows:N0} rows, which may be {title}'s {all.Train:N0} training examples or the ")
                    + Sentence.Of($"{audited.Train:N0} and {audited.Test:N0} that are audited: ")
                    + Sentence.Of($"give rows for all {all.Train + all.Test:N0}, or audit other numbers.")
            );
        if (ends is [var end])
            return new ProbabilityScores(file, table, end).First(audited.Train, audited.Test);
        throw new DatasetException(
            Sentence.Of(
                $"{file} has {table.Rows:N0} rows, 0 to {table.Rows - 1:N0}; {title} has {all.Train:N0} training and {all.Test:N0} test "
                    + $"examples"
            )
                + (audited == all ? "" : Sentence.Of($", of which {audited.Train:N0} and {audited.Test:N0} are audited"))
                + ": give a row for each training example in their order, or these and then one for each test example."
        );
    }

    /// <summary>Those of the first examples of each split.</summary>
    /// <param name="train">Training examples, at most.</param>
    /// <param name="test">Test examples, at most.</param>
    public ProbabilityScores First(int train, int test)
    {
        (train, test) = (Math.Min(train, Train), Math.Min(test, Table.Rows - Train));
        return train == Train && test == Table.Rows - Train
            ? this
            : new(File, Table.Pick([.. Enumerable.Range(0, train), .. Enumerable.Range(Train, test)]), train);
    }

    private static bool FirstIsEmpty(ProbabilityTable table) => Enumerable.Range(0, table.Rows).All(row => table.At(row, 0) == 0);
}
