using System.Diagnostics;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Layout;

[Trait("Speed", "Slow")]
[Collection(Alone.Name)]
public sealed class ConnectionTests(LabFixture lab) : IClassFixture<LabFixture>
{
    // The target is 3 s, which bench ui measures; here it is waited for five times as long where a server is ready within the second of
    // these, and as many times longer on a slower or busier machine.
    private static readonly TimeSpan UsableAgain = TimeSpan.FromSeconds(15),
        UsualStart = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_killed_server_is_told_and_when_it_is_back_the_curve_goes_on_without_gap_or_double_and_the_zoom_stays()
    {
        var run = (await lab.LaunchAsync("Through a crash", Recipes.Long)).Runs[0];
        var page = await lab.OpenAsync($"/experiments/{run.ExperimentId}");
        var screen = new ExperimentScreen(page);
        await screen.WaitForStepAsync(run.Id, 8);
        await screen.ZoomAsync(0.3, 0.7);
        var range = await screen.RangeAsync();

        await lab.Lab.Kill();
        var banner = page.Locator(".banner");
        await Expect(banner).ToContainTextAsync("WebLab does not answer", new() { Timeout = 5_000 });
        Assert.InRange(await ContrastAsync(banner), 4.5, 21);
        var before = await screen.StepsAsync(run.Id);
        Assert.True(before.Length >= 8);

        var patience = await StartAgainAsync();
        await Expect(banner).ToHaveCountAsync(0, new() { Timeout = patience });
        await screen.WaitForStepAsync(run.Id, before.Length + 12);
        ExperimentScreen.AssertNoGapAndNoneTwice(await screen.StepsAsync(run.Id));
        Assert.Equal(range, await screen.RangeAsync());
        await Expect(screen.Status(run.Id)).ToHaveTextAsync("Running");
    }

    [Fact]
    public async Task A_click_while_the_server_is_away_is_answered_on_the_page_which_fills_itself_when_it_is_back()
    {
        var experiment = await lab.LaunchAsync("Clicked while away", Recipes.Short);
        var page = await lab.OpenAsync("/experiments");
        await page.GetByText("Clicked while away").First.WaitForAsync();
        await page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        await lab.Lab.Kill();
        await page.GetByText("Clicked while away").First.ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert))
            .ToContainTextAsync("WebLab does not answer; this is tried again by itself.");
        await page.Locator(".places").GetByText("Runs").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("WebLab does not answer");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("stumbled");

        var patience = await StartAgainAsync();
        await Expect(page.Locator($"tr[data-run='{experiment.Runs[0].Id}']")).ToBeVisibleAsync(new() { Timeout = patience });
        await Expect(page.Locator(".banner")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_that_comes_only_when_it_is_opened_says_that_the_server_is_away_and_opens_by_itself_when_it_is_back()
    {
        var page = await lab.OpenAsync("/");
        await Expect(page.Locator("main h1")).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

        await lab.Lab.Kill();
        await page.Locator(".places").GetByText("Theory").ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("WebLab does not answer");
        await Expect(page.Locator("main")).ToContainTextAsync("It opens by itself as soon as WebLab is back.");

        await lab.Lab.StartAgain();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Theorem 1, built");
    }

    /// <returns>Milliseconds after which the page must be usable again.</returns>
    private async Task<float> StartAgainAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await lab.Lab.StartAgain();
        return (float)(UsableAgain * Math.Max(1, Stopwatch.GetElapsedTime(began) / UsualStart)).TotalMilliseconds;
    }

    /// <summary>Of the words with their ground, as WCAG 2 counts it; both are drawn to a pixel, since a colour may be a mixture.</summary>
    private static Task<double> ContrastAsync(Microsoft.Playwright.ILocator element) =>
        element.EvaluateAsync<double>(
            """
            element => {
              const context = new OffscreenCanvas(1, 1).getContext("2d");
              const light = colour => {
                context.fillStyle = colour;
                context.fillRect(0, 0, 1, 1);
                const part = value => (value / 255 <= 0.04045 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
                const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
                return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue) + 0.05;
              };
              const style = getComputedStyle(element);
              const [ground, ink] = [light(style.backgroundColor), light(style.color)];
              return Math.max(ground, ink) / Math.min(ground, ink);
            }
            """
        );
}
