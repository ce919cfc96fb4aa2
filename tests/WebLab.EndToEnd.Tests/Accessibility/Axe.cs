using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Accessibility;

internal static class Axe
{
    // All rules see both schemes and both widths; of the two pairs that are left only colours can be new.
    private static readonly (ColorScheme Scheme, int Width, AxeRunOptions? Rules)[] Looks =
    [
        (ColorScheme.Light, 1440, null),
        (ColorScheme.Dark, 1440, Colours),
        (ColorScheme.Dark, 390, null),
        (ColorScheme.Light, 390, Colours),
    ];

    private static AxeRunOptions Colours =>
        new()
        {
            RunOnly = new() { Type = "rule", Values = ["color-contrast"] },
        };

    /// <summary>What axe finds on a page, light and dark, wide and narrow.</summary>
    public static async Task<IReadOnlyList<string>> LookAsync(LabFixture lab, string address, string? session = null)
    {
        var violations = new List<string>();
        var page = await lab.OpenAsync(address, 1440, 900, ColorScheme.Light, session);
        await Expect(page.Locator("main h1").First).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        foreach (var (scheme, width, rules) in Looks)
        {
            // The page follows both without being loaded again.
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            await page.WaitForFunctionAsync(
                "async () => { await new Promise(requestAnimationFrame); "
                    + "return !document.getAnimations().some(one => one instanceof CSSTransition); }"
            );
            violations.AddRange((await page.RunAxe(rules).Words()).Select(words => $"{scheme} {width}: {words}"));
        }
        await page.Context.CloseAsync();
        return violations;
    }

    public static async Task<IReadOnlyList<string>> Words(this Task<AxeResult> result) =>
        [.. (await result).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))];
}
