using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Which examples the rows of a person's file are of: the training examples in their order, or these and then the
/// test's.</summary>
/// <param name="Train">How many of the first rows are of training examples.</param>
/// <param name="Test">How many then are of test examples.</param>
public readonly record struct ExampleRows(int Train, int Test)
{
    /// <summary>Finds it out by their number.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="title">The data set's name.</param>
    /// <param name="audited">How many of its first training and test examples are audited.</param>
    /// <param name="all">How many it has.</param>
    /// <exception cref="DatasetException">The file is of other examples: one sentence.</exception>
    public static ExampleRows Of(string file, int rows, string title, (int Train, int Test) audited, (int Train, int Test) all)
    {
        // Who audits a part of the examples may have brought that part alone, or all of them.
        var ends = new[] { (audited.Train, 0), audited, (all.Train, 0), all }
            .Where(fit => fit.Item1 + fit.Item2 == rows)
            .Select(fit => fit.Item1)
            .Distinct()
            .ToList();
        if (ends is [var end])
        {
            // So many of a larger set may be of the training examples alone.
            if ((end, rows - end) == audited && audited.Test > 0 && audited.Train < all.Train && audited.Test < all.Test)
                throw new DatasetException(
                    Sentence.Of($"{file} has {rows:N0} rows, which may be {title}'s first {rows:N0} examples as well as the ")
                        + Sentence.Of($"{audited.Train:N0} training and {audited.Test:N0} test examples that are audited: give rows for ")
                        + Sentence.Of($"all {all.Train:N0} training examples or all {all.Train + all.Test:N0}, or audit one split whole.")
                );
            return new(end, rows - end);
        }
        if (ends.Count > 1)
            throw new DatasetException(
                Sentence.Of($"{file} has {rows:N0} rows, which may be {title}'s {all.Train:N0} training examples or the ")
                    + Sentence.Of($"{audited.Train:N0} and {audited.Test:N0} that are audited: ")
                    + Sentence.Of($"give rows for all {all.Train + all.Test:N0}, or audit other numbers.")
            );
        throw new DatasetException(
            Sentence.Of(
                $"{file} has {rows:N0} rows, 0 to {rows - 1:N0}; {title} has {all.Train:N0} training and {all.Test:N0} test examples"
            )
                + (audited == all ? "" : Sentence.Of($", of which {audited.Train:N0} and {audited.Test:N0} are audited"))
                + ": give a row for each training example in their order, or these and then one for each test example."
        );
    }

    /// <summary>Those of the first examples of each split.</summary>
    /// <param name="train">Training examples, at most.</param>
    /// <param name="test">Test examples, at most.</param>
    public ExampleRows First(int train, int test) => new(Math.Min(train, Train), Math.Min(test, Test));

    /// <summary>The indices of as many of them, among all of these.</summary>
    /// <param name="first">How many of each split.</param>
    public int[] Indices(ExampleRows first) => [.. Enumerable.Range(0, first.Train), .. Enumerable.Range(Train, first.Test)];
}
