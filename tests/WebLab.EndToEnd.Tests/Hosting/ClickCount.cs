using Microsoft.Playwright;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>Uses a page as a person with a mouse does, and counts the clicks; to choose from a select takes two.</summary>
internal sealed class ClickCount
{
    public int Clicks { get; private set; }

    public async Task Click(ILocator what)
    {
        Clicks++;
        await what.ClickAsync();
    }

    public async Task Choose(ILocator select, string words)
    {
        Clicks += 2;
        await select.SelectOptionAsync(new SelectOptionValue { Label = words });
    }

    /// <summary>Clicks, and gives what was downloaded by it.</summary>
    public async Task<string> Download(IPage page, ILocator what)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => Click(what));
        using var reader = new StreamReader(await download.CreateReadStreamAsync());
        return await reader.ReadToEndAsync();
    }

    /// <summary>Ends a task.</summary>
    public void AtMost(int clicks, string task)
    {
        Assert.True(Clicks <= clicks, $"{task} took {Clicks} clicks; it may take {clicks}.");
        Clicks = 0;
    }
}
