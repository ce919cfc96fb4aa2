using Microsoft.Playwright;
using WebLab.Contracts.Runs;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Accessibility;

/// <summary>axe looks at every page, light and dark, wide and narrow, with a finished experiment in it.</summary>
[Trait("Speed", "Slow")]
public sealed class AxeTests(LabFixture lab) : IClassFixture<LabFixture>
{
    // What stands in braces is launched, each once.
    public static TheoryData<string> Paths =>
        [
            "/",
            "/launch",
            "/experiments",
            "/experiments/{experiment}",
            "/runs",
            "/runs?group=model,noise-rate",
            "/runs?filter=no-such-word",
            "/runs/{run}",
            "/runs/{random}/examples?example=1",
            "/runs/{random}/examples?view=sheet",
            "/runs/{random}/examples?split=test",
            "/runs/{random}/maps?brush=cartography:0,0.5,0,1",
            "/analyses/measures/{measures}",
            "/analyses/data-randomisation/{randomisation}",
            "/analyses/saliency-maps/{maps}",
            "/analyses/example-scores/{scores}",
            "/analyses/label-audit/{audit}",
            "/compare",
            "/compare?runs={runs}",
            "/compare?runs={runs}&tab=recipe",
            "/compare?runs={runs}&tab=summary",
            "/compare?runs={runs}&tab=scatter",
            "/compare?runs={runs}&tab=parallel",
            "/compare?runs={runs}&tab=examples",
            "/datasets",
            "/datasets/bring",
            "/theory",
            "/paper",
            "/paper/table1",
            "/paper/fig1a",
            "/paper/fig1b",
            "/queue",
            "/cluster",
            "/notifications",
            "/retention",
            "/audit",
            "/account",
            "/people",
            "/no-such-page",
        ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task No_violation_on_the_page(string path)
    {
        var runs = await lab.TrueAndRandomAsync();
        var address = path.Replace("{experiment}", $"{runs[0].ExperimentId}", StringComparison.Ordinal)
            .Replace("{runs}", string.Join(',', runs.Select(run => run.Id)), StringComparison.Ordinal)
            .Replace("{run}", $"{runs[0].Id}", StringComparison.Ordinal)
            .Replace("{random}", $"{runs[1].Id}", StringComparison.Ordinal);
        foreach (
            var (mark, make) in new (string, Func<Task<RunSummary>>)[]
            {
                ("{measures}", lab.MeasuresAsync),
                ("{randomisation}", lab.RandomisationAsync),
                ("{maps}", lab.MapsAsync),
                ("{scores}", lab.ScoresAsync),
                ("{audit}", lab.AuditAsync),
            }
        )
        {
            if (path.Contains(mark, StringComparison.Ordinal))
                address = address.Replace(mark, $"{(await make()).Id}", StringComparison.Ordinal);
        }
        Assert.Empty(await Axe.LookAsync(lab, address));
    }

    [Fact]
    public async Task What_is_wrong_is_found()
    {
        var page = await lab.OpenAsync("/no-such-page");
        await page.EvaluateAsync("document.body.append(document.createElement('button'))");
        Assert.Contains("button-name: <button></button>", await page.ViolationsAsync());
    }

    [Fact]
    public async Task No_violation_in_what_opens()
    {
        var runs = await lab.TrueAndRandomAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await lab.OpenAsync("/runs", scheme: scheme);
            await page.Locator($"tr[data-run='{runs[0].Id}'] [data-choose]").CheckAsync();
            await Expect(page.Locator(".run-basket")).ToContainTextAsync("0 of 1");
            await page.Locator(".chooser summary").ClickAsync();
            Assert.Empty(await page.ViolationsAsync());
            await page.Locator(".chooser summary").ClickAsync();
            await page.Locator($"[data-menu='{runs[0].Id}']").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
            Assert.Empty(await page.ViolationsAsync());
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Note…" }).ClickAsync();
            await Expect(page.Locator("#verb-answer")).ToBeFocusedAsync();
            Assert.Empty(await page.ViolationsAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Keep as it is" }).ClickAsync();
            await page.Context.CloseAsync();
        }
    }
}
