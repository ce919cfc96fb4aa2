using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Paper;

[Trait("Speed", "Slow")]
public sealed partial class PaperTests(NoiseLab lab) : IClassFixture<NoiseLab>
{
    // Two networks of at most 80 epochs on two busy cores.
    private const float TrainingTimeout = 240_000;

    [Fact]
    public async Task A_click_on_an_item_trains_its_rows_and_fills_its_table()
    {
        var page = await lab.Pages.OpenAsync("/paper");
        // One seed is quick; a claim needs three, and says so.
        await page.GetByLabel("Seeds 1 to").UncheckAsync();
        await page.Locator("[data-launch=rademacher-small]").ClickAsync();
        await page.WaitForURLAsync(ItemAddress());
        var rows = page.Locator(".paper-table tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(page.Locator(".claim")).ToContainTextAsync("In 1 of 1 seed; 3 are needed.", new() { Timeout = TrainingTimeout });
        foreach (var row in await rows.AllAsync())
        {
            await Expect(row.Locator("td[data-label=Here]")).ToHaveTextAsync(NearOne());
            await Expect(row).ToContainTextAsync("Not comparable");
        }
        await page.GotoAsync("/paper");
        await Expect(page.Locator("[data-item=rademacher] .paper-standing")).ToContainTextAsync("0 of 1 claim holds");
        Assert.Empty(lab.Pages.ConsoleErrors);
    }

    [GeneratedRegex("/paper/rademacher\\?scale=small$")]
    private static partial Regex ItemAddress();

    [GeneratedRegex("^(1|0\\.99\\d*)$")]
    private static partial Regex NearOne();
}
