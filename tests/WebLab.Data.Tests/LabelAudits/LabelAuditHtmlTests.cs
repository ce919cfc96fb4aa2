using System.Text.RegularExpressions;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed partial class LabelAuditHtmlTests
{
    private static readonly ProbabilityTable Table = new(4, 2, [0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.1, 0.9]);

    [Fact]
    public void One_file_holds_everything_and_runs_nothing()
    {
        var html = LabelAuditHtml.Of(Report("<script>alert(1)</script>"), new(2, 2, 1, new byte[16], new byte[4]));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Outside(), html);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spreadsheet_has_every_number_and_suspect_and_runs_no_formula()
    {
        var report = Report("=1+1");
        var lines = LabelAuditCsv.Lines(report).ToArray();
        Assert.Equal(report.Answers.Sum(answer => answer.Numbers.Count), Count("number"));
        Assert.Equal(report.Suspects.Count, Count("suspect"));
        Assert.Contains(lines, line => line.Contains("'=1+1", StringComparison.Ordinal));
        Assert.All(LabelAuditText.Lines(report), line => Assert.DoesNotContain('\n', line));
        // The transition matrix, and the two columns of the classes.
        Assert.Equal(4 + 4, Count("matrix"));
        Assert.Equal(2, Count("class"));
        Assert.Equal(report.Answers.SelectMany(answer => answer.Figures).Sum(figure => figure.Counts.Count), Count("histogram"));
        // Each method stands beside the suspects: its score, or whether it flags.
        Assert.EndsWith(
            ",normalised-margin,prune-by-noise-rate,prune-by-class,both,confident-learning,predicted-neq-given",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.EndsWith(",1", lines.First(line => line.StartsWith("suspect,", StringComparison.Ordinal)), StringComparison.Ordinal);

        int Count(string record) => lines.Count(line => line.StartsWith(record + ",", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_found_besides_suspects_stands_in_every_form_with_where_it_came_from()
    {
        LabelAuditExample Example(string split, int index) => new(split, index, 0) { Origin = $"cats/{index}.png" };
        var report = Report("a") with
        {
            Duplicates = [new([Example("train", 1), Example("test", 2)], true, 0, false, true)],
            Outliers = [new(Example("train", 3), 4.5)],
            Blank = [Example("test", 4)],
            OddColumns = [new(0, "id", OddColumnKind.RowNumber, 1, "id numbers the rows.")],
            LeftOut = new(1, 9, ["cats/cut.png ends early."]),
        };
        var csv = LabelAuditCsv.Lines(report).ToList();
        foreach (var (record, count) in new[] { ("duplicate", 2), ("outlier", 1), ("blank", 1), ("odd-column", 1), ("unreadable", 1) })
            Assert.Equal(count, csv.Count(line => line.StartsWith(record + ",", StringComparison.Ordinal)));
        var text = string.Join('\n', LabelAuditText.Lines(report));
        foreach (var form in new[] { string.Join('\n', csv), LabelAuditHtml.Of(report, null), text })
        {
            foreach (var file in new[] { "1.png", "2.png", "3.png", "4.png", "cut.png" })
                Assert.Contains($"cats/{file}", form, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("cats/", string.Join('\n', LabelAuditCsv.Lines(ReportOrigins.Remove(report))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_shows_the_transition_matrix_and_a_row_for_each_class()
    {
        var lines = LabelAuditText.Lines(Report("cat")).ToList();
        var matrix = lines.FindIndex(line => line.Contains("Chance of a given label, by true label", StringComparison.Ordinal));
        Assert.Equal(["cat", "b"], lines[matrix + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("cat", lines[matrix + 2].Trim().Split(' ')[0]);
        var classes = lines.FindIndex(line => line.StartsWith("   class ", StringComparison.Ordinal));
        Assert.Matches("^   cat +2 +50.00 %", lines[classes + 1]);
    }

    [Fact]
    public void Probabilities_alone_claim_no_look_at_the_examples()
    {
        var answer = Report("a").Answers.Single(each => each.Question == LabelAuditQuestion.Oddities);
        Assert.StartsWith("Nothing is odd in what was looked at; not looked at: groups of", answer.Sentence, StringComparison.Ordinal);
        Assert.Equal(
            ["oddities.small-classes", "order.share", "order.by-chance"],
            answer.Numbers.Select(number => number.Name)
        );
        Assert.Contains(answer.CannotSay, limit => limit.Contains("a file of probabilities has no examples", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_question_has_a_sentence_a_figure_numbers_with_their_method_and_what_it_cannot_say()
    {
        var report = Report("a");
        Assert.Equal(Enum.GetValues<LabelAuditQuestion>(), report.Answers.Select(answer => answer.Question));
        Assert.All(report.Answers, answer =>
        {
            Assert.NotEmpty(answer.Sentence);
            Assert.NotEmpty(answer.Numbers);
            Assert.All(answer.Numbers, number => Assert.True(number.Method.Length > 7, number.Name));
            Assert.NotEmpty(answer.Figures);
            Assert.NotEmpty(answer.CannotSay);
        });
        Assert.All(
            new[] { "suspects.share", "order.by-chance", "next-steps.wrong-labels" },
            name => Assert.NotNull(report.Answers.SelectMany(answer => answer.Numbers).Single(number => number.Name == name).High)
        );
    }

    [Fact]
    public void A_suspect_whose_origin_is_known_is_named_by_it_in_every_form()
    {
        var report = Report("a");
        report = report with { Suspects = [.. report.Suspects.Select(suspect => suspect with { Origin = "<cats>/7.png" })] };
        Assert.NotEmpty(report.Suspects);
        Assert.Contains("&lt;cats&gt;/7.png", LabelAuditHtml.Of(report, null), StringComparison.Ordinal);
        Assert.Contains(LabelAuditCsv.Lines(report), line => line.Contains(",<cats>/7.png,", StringComparison.Ordinal));
        Assert.Contains(LabelAuditText.Lines(report), line => line.EndsWith("<cats>/7.png", StringComparison.Ordinal));
    }

    private static LabelAuditReport Report(string name) =>
        ProbabilityAudit.Whole(
            new()
            {
                Title = name,
                ScoredBy = "its probabilities",
                Examples = 4,
                Classes = [name, "b"],
                Options = new() { Permutations = 99 },
            },
            Table,
            [0, 0, 1, 1],
            1,
            default
        );

    [GeneratedRegex("(src|href)=\"(?!data:)|url\\(|@import")]
    private static partial Regex Outside();
}
