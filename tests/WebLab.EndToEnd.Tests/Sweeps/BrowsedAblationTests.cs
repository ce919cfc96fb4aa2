using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Sweeps;

[Trait("Speed", "Slow")]
public sealed class BrowsedAblationTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task A_run_is_launched_again_with_dropout_and_the_difference_is_drawn_and_told()
    {
        var run = (await lab.FinishedAsync("one thing", Recipes.ShortRandom))[0];
        var page = await lab.OpenAsync($"/runs/{run.Id}");
        await Expect(page.Locator("[data-signature='10']")).ToContainTextAsync("of the wrongly labelled images");
        await page.Locator("[data-one-thing]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch with dropout 0.5" }).ClickAsync();
        await page.WaitForURLAsync(address => address.Contains($"/compare?runs={run.Id},", StringComparison.Ordinal));
        var difference = page.Locator("[data-difference]");
        await Expect(difference.Locator("p")).ToContainTextAsync("With dropout 0.5 the test accuracy went from");
        await Expect(difference.Locator("svg .figure-line:not([d$=h20])").First).ToBeVisibleAsync();
        Assert.Empty(lab.ConsoleErrors);
    }
}
