using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Layout;

[Trait("Speed", "Slow")]
public sealed class PagesTests(LabFixture lab) : IClassFixture<LabFixture>
{
    public static TheoryData<string> Paths =>
        ["/", "/launch", "/experiments", "/runs", "/queue", "/notifications", "/retention", "/datasets", "/no-such-page"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task No_page_writes_an_error_and_none_is_wider_than_a_phone(string path)
    {
        await lab.LaunchAsync("A thing to show", Recipes.Short);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await lab.OpenAsync(path, 390, 844, scheme);
            await Expect(page.Locator("main h1").First).ToBeVisibleAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        }
        Assert.Empty(lab.ConsoleErrors);
    }

    [Fact]
    public async Task The_first_paint_says_what_is_loading()
    {
        using var http = new HttpClient { BaseAddress = lab.Lab.Address };
        var html = await http.GetStringAsync("/");
        Assert.Contains("<div class=\"boot\" role=\"status\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_only_keys_skips_past_the_bar_to_the_content_or_to_the_charts()
    {
        var experiment = await lab.LaunchAsync("By keys alone", Recipes.Short);
        var page = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}");
        await Expect(page.Locator("#charts")).ToBeVisibleAsync();
        var address = page.Url;
        // A page that has been opened stands at its heading: the links come before it.
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.EvaluateAsync("() => getSelection().setPosition(document.body, 0)");
        await page.Keyboard.PressAsync("Tab");
        var skip = page.Locator(".skip:not(.skip-charts)");
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.closest('#content') !== null"));

        await page.Locator(".skip:not(.skip-charts)").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip-charts")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#charts")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.closest('#charts') !== null"));
        Assert.StartsWith(address, page.Url, StringComparison.Ordinal);
        Assert.Empty(lab.ConsoleErrors);
    }
}
