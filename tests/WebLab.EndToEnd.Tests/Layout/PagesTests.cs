using System.IO.Compression;
using Microsoft.Playwright;
using WebLab.Contracts;
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
        await lab.TrueAndRandomAsync();
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
    public async Task A_link_under_the_pointer_brings_its_pages_before_the_click_and_no_visit_before_that()
    {
        var page = await lab.OpenAsync("/");
        var asked = 0;
        page.Request += (_, request) => asked += IsLate(request.Url) ? 1 : 0;
        await page.Locator(".places").GetByText("Runs").HoverAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Equal(0, asked);

        var link = page.Locator(".places").GetByText("Theory");
        await page.RunAndWaitForResponseAsync(() => link.HoverAsync(), answer => IsLate(answer.Url));
        await Expect(page.Locator("main h1")).ToContainTextAsync("merely memorise");
        await link.ClickAsync();
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Theorem 1, built");
        Assert.Equal(1, asked);

        static bool IsLate(string address) => address.Contains("/WebLab.Client.Pages.", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_paint_says_what_is_loading()
    {
        using var http = new HttpClient { BaseAddress = lab.Lab.Address };
        var html = await http.GetStringAsync("/");
        Assert.Contains("<div class=\"boot\" role=\"status\">", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/css/weblab.css", false)]
    [InlineData("/fonts/inter-latin.woff2", false)]
    [InlineData("/js/theme.js", true)]
    [InlineData("/favicon.svg", true)]
    [InlineData("/index.html", true)]
    [InlineData("/", true)]
    public async Task Only_what_no_page_or_worker_is_made_of_goes_without_the_rules_of_a_page(string path, bool hasRules)
    {
        using var http = new HttpClient { BaseAddress = lab.Lab.Address };
        using var answer = await http.GetAsync(path);
        Assert.Equal((System.Net.HttpStatusCode.OK, hasRules), (answer.StatusCode, answer.Headers.Contains("Content-Security-Policy")));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task The_catalogue_comes_packed_to_who_takes_it_so_and_is_the_same()
    {
        using var plain = new HttpClient { BaseAddress = lab.Lab.Address };
        using var packing = new HttpClient { BaseAddress = lab.Lab.Address };
        packing.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, br");
        var whole = await plain.GetByteArrayAsync(ApiRoutes.Catalogue);
        var packed = await packing.GetByteArrayAsync(ApiRoutes.Catalogue);
        Assert.True(packed.Length < whole.Length / 4, $"{packed.Length} bytes of {whole.Length}");
        using var read = new MemoryStream();
        await using (var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
            await unpacked.CopyToAsync(read);
        Assert.Equal(whole, read.ToArray());
    }

    [Fact]
    public async Task Who_has_only_keys_skips_past_the_bar_to_the_content_or_to_the_charts()
    {
        var experiment = await lab.LaunchAsync("By keys alone", Recipes.Short);
        var page = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}");
        await Expect(page.Locator("#charts")).ToBeVisibleAsync();
        var address = page.Url;
        var (content, charts) = (page.Locator(".skip:not(.skip-charts)"), page.Locator(".skip-charts"));
        var soon = new LocatorAssertionsToBeFocusedOptions { Timeout = 10_000 };
        // The first two stops of the page, before its bar.
        await page.Locator(".wordmark").FocusAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(charts).ToBeFocusedAsync(soon);
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(content).ToBeFocusedAsync(soon);
        await Expect(content).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync(soon);
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.closest('#content') !== null"));

        await charts.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#charts")).ToBeFocusedAsync(soon);
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.closest('#charts') !== null"));
        Assert.Equal(address, page.Url);
        Assert.Empty(lab.ConsoleErrors);
    }
}
