using Microsoft.Playwright;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>What a page has copied.</summary>
internal static class Clipboard
{
    /// <summary>Waits until there is something: the click that copies is over before it is there.</summary>
    public static async Task<string> ReadAsync(IPage page)
    {
        var text = await page.WaitForFunctionAsync("async () => (await navigator.clipboard.readText()).trim()");
        return await text.JsonValueAsync<string>();
    }
}
