using System.Globalization;
using System.Net;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;
using WebLab.Data.Images;

namespace WebLab.Data.LabelAudits;

/// <summary>Writes a report as one HTML file that opens anywhere: no script, nothing fetched, pictures inside.</summary>
public static class LabelAuditHtml
{
    private const int MostSuspects = 300,
        MostFound = 100;

    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2430;background:#fff}
        h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem}.answer{font-size:1.1rem}.limit{color:#59636e}
        table{border-collapse:collapse;font-size:.9rem;margin:.8rem 0;display:block;max-width:100%;overflow-x:auto}
        th,td{border-bottom:1px solid #d5dae1;padding:.25rem .6rem;text-align:left}
        td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td:last-child:not(.n){min-width:12rem}
        img{image-rendering:pixelated;width:48px;height:48px}svg{max-width:100%}
        figure{margin:1rem 0}figcaption{color:#59636e;font-size:.9rem}
        """;

    /// <summary>The whole file.</summary>
    /// <param name="report">The report.</param>
    /// <param name="images">The training examples, for their pictures; null, or rows of features, for none.</param>
    /// <param name="test">The test examples, likewise.</param>
    public static string Of(LabelAuditReport report, ImageSet? images, ImageSet? test = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>Label audit: {Safe(report.Title)}</title><style>{Style}</style></head><body>
            <h1>Label audit: {Safe(report.Title)}</h1>
            <p>{Safe(
                Sentence.Of(
                    $"{report.Examples:N0} examples{LabelAuditText.Splits(report)} in {report.Classes.Count:N0} classes, looked at by "
                        + $"{report.Scorer}."
                )
            )}</p>
            """
        );
        foreach (var answer in report.Answers)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<h2>{Safe(LabelAuditText.Words(answer.Question))}</h2><p class=\"answer\">{Safe(answer.Sentence)}</p>"
            );
            AppendNumbers(html, answer.Numbers);
            foreach (var figure in answer.Figures)
                html.Append(LabelAuditSvg.Of(figure));
            if (answer.Question == LabelAuditQuestion.Suspects)
                AppendSuspects(html, report, images, test);
            if (answer.Question == LabelAuditQuestion.Oddities)
                AppendOddities(html, report);
            foreach (var sentence in answer.CannotSay)
                html.Append(CultureInfo.InvariantCulture, $"<p class=\"limit\">This cannot say: {Safe(sentence)}</p>");
        }
        return html.Append("</body></html>\n").ToString();
    }

    internal static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static void AppendNumbers(StringBuilder html, IReadOnlyList<LabelAuditNumber> numbers)
    {
        if (numbers.Count == 0)
            return;
        html.Append(
            "<table><tr><th>What</th><th>Of</th><th>Value</th><th>95 % interval</th><th>p</th><th>p, corrected</th><th>Method</th></tr>"
        );
        foreach (var number in numbers)
        {
            var interval = number is { Low: { } low, High: { } high }
                ? $"{LabelAuditText.Shown(low, number.Scale)} to {LabelAuditText.Shown(high, number.Scale)}"
                : "";
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Safe(number.Title)}</td><td>{Safe(number.Part ?? "all")}</td><td class=\"n\">"
                    + $"{LabelAuditText.Shown(number.Value, number.Scale)}</td><td>{interval}</td>"
                    + $"<td class=\"n\">{number.PValue:0.####}</td><td class=\"n\">{number.CorrectedPValue:0.####}</td>"
                    + $"<td>{Safe(number.Method)}</td></tr>"
            );
        }
        html.Append("</table>");
    }

    private static void AppendSuspects(StringBuilder html, LabelAuditReport report, ImageSet? images, ImageSet? test)
    {
        if (report.Suspects.Count == 0)
            return;
        html.Append("<table><tr><th></th><th>Example</th><th>Given</th><th>Suggested</th><th>Confidence</th><th>Methods</th></tr>");
        foreach (var suspect in report.Suspects.Take(MostSuspects))
            html.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Picture(suspect.Split == "test" ? test : images, suspect.Index)}</td><td>{suspect.Split} {suspect.Index}"
                    + $"{(suspect.Origin is { } origin ? $"<br>{Safe(origin)}" : "")}</td>"
                    + $"<td>{Safe(report.Classes[suspect.Given])}</td><td>{Safe(report.Classes[suspect.Suggested])}</td>"
                    + $"<td class=\"n\">{suspect.Score:0.0000}</td><td class=\"n\">{suspect.Agree}</td></tr>"
            );
        html.Append("</table>");
    }

    private static void AppendOddities(StringBuilder html, LabelAuditReport report)
    {
        var lines = report
            .OddColumns.Select(column => column.Sentence)
            .Concat(LabelAuditText.Found(report, MostFound))
            .Concat(
                report
                    .ClassChecks.Where(check => check.IsSmall)
                    .Select(check => Sentence.Of($"{check.Name} has {check.Count:N0} examples only"))
            );
        html.Append("<ul>");
        foreach (var line in lines)
            html.Append(CultureInfo.InvariantCulture, $"<li>{Safe(line)}</li>");
        html.Append("</ul>");
    }

    private static string Picture(ImageSet? images, int index)
    {
        if (images is not { Kind: DatasetKind.Images } || index >= images.Count)
            return "";
        var png = ImageSheet.Encode(ReducedImages.Of(images.Pick([index]), 96), 1);
        return $"<img alt=\"\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">";
    }
}
