using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class ExampleEmbeddingsTests
{
    [Fact]
    public void Rows_of_the_training_examples_alone_or_of_both_splits_are_found_and_those_that_are_audited_picked()
    {
        var alone = Of(4, (4, 2), (4, 2));
        Assert.Equal(new ExampleRows(4, 0), alone.Rows);
        var both = Of(15, (4, 2), (10, 5));
        Assert.Equal(new ExampleRows(4, 2), both.Rows);
        Assert.Equal([0, 1, 2, 3, 10, 11], Enumerable.Range(0, 6).Select(row => (int)both.Table.Values[2 * row]));
        Assert.Equal(
            "e.npy has 5 rows, 0 to 4; Pets has 10 training and 2 test examples: give a row for each training example in their order, or "
                + "these and then one for each test example.",
            Assert.Throws<DatasetException>(() => Of(5, (10, 2), (10, 2))).Message
        );
    }

    /// <summary>Probabilities have the say where both are there.</summary>
    [Fact]
    public void Test_examples_are_questioned_where_what_scores_them_has_rows_of_them()
    {
        var subject = new LabelAuditSubject("Pets", ["cat", "dog"], new(1, new float[4], new byte[4]), new int[4])
        {
            Test = new(1, new float[2], new byte[2]),
        };
        Assert.Equal(2, subject.QuestionedTests);
        Assert.Equal(2, subject.With("e.npy", Table(6)).QuestionedTests);
        var alone = subject.With("e.npy", Table(4));
        Assert.Equal(0, alone.QuestionedTests);
        Assert.Equal(2, alone.With("p.npy", new ProbabilityTable(6, 2, new double[12])).QuestionedTests);
    }

    [Fact]
    public void A_report_names_the_persons_embeddings_in_every_form_but_to_whoever_may_not_see_the_set()
    {
        var report = new LabelAuditReport
        {
            Title = "Pets",
            ScoredBy = "embeddings of 512 features",
            Embeddings = new("<clip>.npy", 512, IsScorer: true),
            Examples = 4,
            Classes = ["cat", "dog"],
            Options = new(),
        };
        Assert.Equal("embeddings of 512 features, <clip>.npy", report.Scorer);
        Assert.Contains("by embeddings of 512 features, &lt;clip&gt;.npy.", LabelAuditHtml.Of(report, null), StringComparison.Ordinal);
        Assert.Contains(LabelAuditText.Lines(report), line => line.Contains(report.Scorer, StringComparison.Ordinal));
        const string Row = "embeddings,<clip>.npy,,the person's own,512";
        Assert.Contains(LabelAuditCsv.Lines(report), line => line.StartsWith(Row, StringComparison.Ordinal));
        Assert.Equal("embeddings of 512 features", ReportOrigins.Remove(report).Scorer);
        var beside = report with { ScoredBy = "a file of probabilities", ProbabilityFile = "p.csv", Embeddings = new("e.npy", 1, false) };
        Assert.Equal(
            "a file of probabilities, p.csv; neighbours, near duplicates and outliers by embeddings of 1 feature, e.npy",
            beside.Scorer
        );
    }

    private static ExampleEmbeddings Of(int rows, (int, int) audited, (int, int) all) =>
        ExampleEmbeddings.Of("e.npy", Table(rows), "Pets", audited, all);

    // Each row says in its first column which it is.
    private static EmbeddingTable Table(int rows) =>
        new(rows, 2, [.. Enumerable.Range(0, rows).SelectMany(row => new[] { row, 1f })]);
}
