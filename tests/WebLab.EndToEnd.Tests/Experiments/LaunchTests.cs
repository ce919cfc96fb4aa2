using System.Diagnostics;
using System.Text.RegularExpressions;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Experiments;

[Trait("Speed", "Slow")]
[Collection(Alone.Name)]
public sealed partial class LaunchTests(LabFixture lab, ITestOutputHelper output) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task From_the_click_on_the_preset_to_both_curves_finished_and_the_finding_told()
    {
        var page = await lab.OpenAsync("/");
        var launch = page.Locator("[data-launch=true-against-random]");
        await Expect(launch).ToBeEnabledAsync();
        var watch = Stopwatch.StartNew();
        await launch.ClickAsync();
        await page.WaitForURLAsync(ExperimentAddress());
        var screen = new ExperimentScreen(page);
        var rows = page.Locator("tr[data-run]");
        await Expect(rows).ToHaveCountAsync(2);
        var runs = new List<Guid>();
        foreach (var row in await rows.AllAsync())
            runs.Add(Guid.Parse((await row.GetAttributeAsync("data-run"))!));
        await Task.WhenAny(screen.WaitForStepAsync(runs[0], 1), screen.WaitForStepAsync(runs[1], 1));
        output.WriteLine($"first point {watch.Elapsed.TotalSeconds:0.0} s after the click (target 3 s)");
        foreach (var run in runs)
            await screen.WaitForEndAsync(run, "Completed");
        output.WriteLine($"both curves at their end {watch.Elapsed.TotalSeconds:0.0} s after the click (target 60 s)");
        foreach (var run in runs)
        {
            await screen.WaitForStepAsync(run, 960);
            var steps = await screen.StepsAsync(run);
            ExperimentScreen.AssertNoGapAndNoneTwice(steps);
            Assert.Equal(960, steps.Length);
        }
        await Expect(page.Locator(".finding")).ToContainTextAsync("that network has memorised and learned nothing");
        Assert.Empty(lab.ConsoleErrors);
    }

    [GeneratedRegex("/experiments/[0-9a-f-]{36}")]
    private static partial Regex ExperimentAddress();
}
