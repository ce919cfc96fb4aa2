using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Accessibility;

internal static class Axe
{
    /// <summary>What axe finds on a page, light and dark, wide and narrow.</summary>
    public static async Task<IReadOnlyList<string>> LookAsync(LabFixture lab, string address, string? session = null)
    {
        var violations = new List<string>();
        foreach (
            var (scheme, width) in new[]
            {
                (ColorScheme.Light, 1440),
                (ColorScheme.Dark, 1440),
                (ColorScheme.Light, 390),
                (ColorScheme.Dark, 390),
            }
        )
        {
            var page = await lab.OpenAsync(address, width, 900, scheme, session);
            await Expect(page.Locator("main h1").First).ToBeVisibleAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            violations.AddRange((await page.RunAxe().Words()).Select(words => $"{scheme} {width}: {words}"));
            await page.Context.CloseAsync();
        }
        return violations;
    }

    public static async Task<IReadOnlyList<string>> Words(this Task<AxeResult> result) =>
        [.. (await result).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))];
}
