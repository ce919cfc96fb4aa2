using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Accessibility;

internal static class Axe
{
    // All rules see both schemes and both widths; of the two pairs that are left only colours can be new.
    private static readonly (ColorScheme Scheme, int Width, string? Rule)[] Looks =
    [
        (ColorScheme.Light, 1440, null),
        (ColorScheme.Dark, 1440, Colours),
        (ColorScheme.Dark, 390, null),
        (ColorScheme.Light, 390, Colours),
    ];
    private const string Colours = "color-contrast";

    // The package's own call opens a blank page for every answer, which frames need, and there are none: it took four times as long.
    private const string Run = """
        async rule => (await axe.run(document, rule ? { runOnly: [rule] } : {})).violations
            .flatMap(violation => violation.nodes.map(node => `${violation.id}: ${node.html}`))
        """;
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What axe finds on a page, light and dark, wide and narrow.</summary>
    public static async Task<IReadOnlyList<string>> LookAsync(LabFixture lab, string address, string? session = null)
    {
        var violations = new List<string>();
        var page = await lab.ReturnAsync(address, session);
        await Expect(page.Locator("main h1").First).ToBeVisibleAsync();
        Assert.EndsWith(address, page.Url, StringComparison.Ordinal);
        foreach (var (scheme, width, rule) in Looks)
        {
            // The page follows both without being loaded again.
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            await page.WaitForFunctionAsync(
                "async () => { await new Promise(requestAnimationFrame); "
                    + "return !document.getAnimations().some(one => one instanceof CSSTransition); }"
            );
            violations.AddRange((await page.ViolationsAsync(rule)).Select(words => $"{scheme} {width}: {words}"));
        }
        return violations;
    }

    /// <summary>What axe finds on a page as it stands.</summary>
    /// <param name="page">Any.</param>
    /// <param name="rule">The only one to ask for; null for all.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(this IPage page, string? rule = null)
    {
        await page.EvaluateAsync($"typeof axe === 'undefined' && void eval({JsonSerializer.Serialize(Script)})");
        return await page.EvaluateAsync<string[]>(Run, rule);
    }
}
