using Microsoft.Playwright;
using WebLab.Bench.Store;

namespace WebLab.Bench.Ui;

/// <summary>The table of 10,000 runs: opened by its link, filtered by its box, sorted by a head of a column.</summary>
internal static class TableBench
{
    private const double Target = 500;
    private const int Rounds = 5;

    // Rows that have changed since they were noted; a row under way shows a placeholder without a run.
    private const string Note = "window.benchRows = rows()";
    private const string Rows = "window.rows = () => [...document.querySelectorAll('tr[data-run]')].map(row => row.dataset.run).join()";
    private const string Changed = "rows() !== window.benchRows && document.querySelectorAll('tr[data-run]').length >= 5";

    private static readonly string[] Filters =
    [
        "noise > 0.3",
        "model = mlp-1x512",
        "test.acc >= best - 0.02",
        "tag:paper",
        "status = failed",
    ];

    public static async Task Measure(BenchReport report, IBrowser browser, LabProcess lab)
    {
        await using var tab = await Tab.Open(browser, lab);
        await tab.Go("/");
        await tab.Page.EvaluateAsync($"() => {{ {Rows}; }}");
        var (open, filter, sort) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            open.Add(
                await tab.Time(
                    "document.querySelector(\"nav a[href$='runs']\").click()",
                    "document.querySelectorAll('tr[data-run]').length >= 10"
                )
            );
            filter.Add(await Retype(tab, Filters[round]));
            await Retype(tab, "");
            sort.Add(
                await tab.Time(
                    $"{Note}; [...document.querySelectorAll('th button')].filter(head => head.closest('th').getAttribute('aria-sort') "
                        + $"!== null && !head.closest('th').querySelector('input'))[{round + 2}].click()",
                    Changed
                )
            );
            await tab.Page.EvaluateAsync("() => Blazor.navigateTo('/theory')");
            await tab.Page.WaitForFunctionAsync("() => !document.querySelector('tr[data-run]')");
        }
        report.Add(
            BenchFigure.AtMost(
                "ui.table-open",
                Percentile.Of(open, 0.5),
                "ms",
                Target,
                $"from the click on Runs to rows on the screen, median of {Rounds}"
            )
        );
        report.Add(
            BenchFigure.AtMost(
                "ui.table-filter",
                Percentile.Of(filter, 0.5),
                "ms",
                Target,
                $"from the last key in the filter box, median of {Rounds} filters"
            )
        );
        report.Add(
            BenchFigure.AtMost(
                "ui.table-sort",
                Percentile.Of(sort, 0.5),
                "ms",
                Target,
                $"from the click on a column's head, median of {Rounds} columns"
            )
        );
        using var http = new HttpClient { BaseAddress = lab.Address };
        await ListRequests.Measure(report, http, "ui.table-server-p95");
    }

    private static Task<double> Retype(Tab tab, string filter) =>
        tab.Time(
            $$"""
            {{Note}};
            const box = document.querySelector("input[type=search].filter, #run-filter");
            Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, {{System.Text.Json.JsonSerializer.Serialize(
                filter
            )}});
            box.dispatchEvent(new Event("input", { bubbles: true }));
            box.dispatchEvent(new Event("change", { bubbles: true }))
            """,
            Changed
        );
}
