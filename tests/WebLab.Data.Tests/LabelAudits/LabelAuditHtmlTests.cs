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
        var lines = LabelAuditText.Csv(report).ToArray();
        Assert.Equal(1 + report.Answers.Sum(answer => answer.Numbers.Count) + report.Suspects.Count, lines.Length);
        Assert.Contains(lines, line => line.Contains("'=1+1", StringComparison.Ordinal));
        Assert.All(LabelAuditText.Lines(report), line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public void A_suspect_whose_origin_is_known_is_named_by_it_in_every_form()
    {
        var report = Report("a");
        report = report with { Suspects = [.. report.Suspects.Select(suspect => suspect with { Origin = "<cats>/7.png" })] };
        Assert.NotEmpty(report.Suspects);
        Assert.Contains("&lt;cats&gt;/7.png", LabelAuditHtml.Of(report, null), StringComparison.Ordinal);
        Assert.Contains(LabelAuditText.Csv(report), line => line.EndsWith(",<cats>/7.png", StringComparison.Ordinal));
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
