using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class ProbabilityScoresTests
{
    private static readonly string[] Classes = ["cat", "dog", "sea horse"];

    [Fact]
    public void Rows_of_the_training_examples_alone_or_of_both_splits_are_found_also_where_some_examples_are_audited()
    {
        Assert.False(Of(Rows(4, 3), (4, 2), (4, 2)).HasTest);
        Assert.Equal([0.0, 1, 2, 3, 4, 5], First(Of(Rows(6, 3), (4, 2), (4, 2))));
        // Of ten and five, the first four and two are audited: their rows, however many were scored.
        Assert.Equal([0.0, 1, 2, 3], First(Of(Rows(4, 3), (4, 2), (10, 5))));
        Assert.Equal([0.0, 1, 2, 3], First(Of(Rows(10, 3), (4, 2), (10, 5))));
        Assert.Equal([0.0, 1, 2, 3, 10, 11], First(Of(Rows(15, 3), (4, 2), (10, 5))));
        Assert.Equal([0.0, 1, 4], First(Of(Rows(6, 3), (4, 2), (4, 2)).First(2, 1)));
    }

    [Theory]
    [InlineData(
        5,
        3,
        "p.npy has 5 rows, 0 to 4; Pets has 10 training and 5 test examples, of which 4 and 2 are audited: give a row for each training "
            + "example in their order, or these and then one for each test example."
    )]
    [InlineData(4, 2, "p.npy has 2 columns, and Pets has 3 classes: give a column for each class in their order, from cat to sea horse.")]
    [InlineData(
        4,
        4,
        "p.npy has 4 columns, and Pets has 3 classes: the first is 0 in every row, as where classes count from 1; take it out, so that cat "
            + "is first."
    )]
    public void Probabilities_of_other_examples_or_classes_are_refused_with_a_sentence(int rows, int classes, string sentence) =>
        Assert.Equal(
            sentence,
            Assert.Throws<DatasetException>(() => Of(new(rows, classes, new double[rows * classes]), (4, 2), (10, 5))).Message
        );

    private static ProbabilityScores Of(ProbabilityTable table, (int, int) audited, (int, int) all) =>
        ProbabilityScores.Of("p.npy", table, "Pets", Classes, audited, all);

    [Fact]
    public void Rows_that_may_be_of_the_training_examples_or_of_what_is_audited_of_both_splits_are_refused() =>
        Assert.Equal(
            "p.npy has 10 rows, which may be Pets's 10 training examples or the 8 and 2 that are audited: give rows for all 15, or audit "
                + "other numbers.",
            Assert.Throws<DatasetException>(() => Of(Rows(10, 3), (8, 2), (10, 5))).Message
        );

    [Fact]
    public void Rows_of_what_is_audited_of_two_splits_are_taken_only_where_one_is_audited_whole()
    {
        Assert.Equal(
            "p.npy has 6 rows, which may be Pets's first 6 examples as well as the 4 training and 2 test examples that are audited: give "
                + "rows for all 10 training examples or all 15, or audit one split whole.",
            Assert.Throws<DatasetException>(() => Of(Rows(6, 3), (4, 2), (10, 5))).Message
        );
        Assert.Equal(new ExampleRows(4, 5), Of(Rows(9, 3), (4, 5), (10, 5)).Rows);
        Assert.Equal(new ExampleRows(10, 2), Of(Rows(12, 3), (10, 2), (10, 5)).Rows);
    }

    // Each row says in its first column which it is.
    private static ProbabilityTable Rows(int rows, int classes) =>
        new(rows, classes, [.. Enumerable.Range(0, rows * classes).Select(i => i % classes == 0 ? i / classes : 0.0)]);

    private static IEnumerable<double> First(ProbabilityScores scores) =>
        Enumerable.Range(0, scores.Table.Rows).Select(row => scores.Table.At(row, 0));
}
