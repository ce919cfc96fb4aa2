using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Layout;

/// <summary>The lab as docs/deploy.md puts it behind nginx, in the folder /weblab/.</summary>
[Trait("Speed", "Slow")]
public sealed class ProxyTests : IAsyncLifetime
{
    /// <summary>What it trains takes the processor that the pages are drawn by.</summary>
    private const string Cancel =
        "() => fetch('api/runs/actions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify("
        + "{ verb: 'cancel', ids: [...document.querySelectorAll('tr[data-run]')].map(row => row.dataset.run) }) })";

    private readonly LabFixture _lab = new() { Settings = ["--base-path", "/weblab", "--proxy", "127.0.0.1"] };

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(NginxProxy.Program is null, "nginx is not installed; as root scripts/setup-nginx.sh installs it.");
        return _lab.InitializeAsync();
    }

    public ValueTask DisposeAsync() => NginxProxy.Program is null ? ValueTask.CompletedTask : _lab.DisposeAsync();

    [Fact]
    public async Task Under_a_folder_behind_nginx_a_launch_trains_live_and_every_link_stays_in_the_folder()
    {
        await using var nginx = await NginxProxy.StartAsync(_lab.Lab.Address);
        var page = await _lab.OpenAsync($"{nginx.Address}launch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch", Exact = false }).Last.ClickAsync();
        await page.WaitForURLAsync("**/weblab/experiments/*");
        await Expect(page.Locator("tr[data-run] .status").First).ToHaveTextAsync("Running");
        await Expect(page.Locator(".chart-host canvas").First).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".chart-host canvas").First).ToBeVisibleAsync();
        await page.EvaluateAsync(Cancel);
        await Expect(page.Locator("tr[data-run] .status").First).ToHaveTextAsync("Cancelled");
        await Expect(page.Locator(".banner")).ToHaveCountAsync(0);
        foreach (var place in new[] { "Paper", "Experiments", "Runs", "Queue", "Data sets", "Theory", "Launch" })
        {
            await page.Locator(".places").GetByRole(AriaRole.Link, new() { Name = place, Exact = true }).ClickAsync();
            await Expect(page.Locator("main h1").First).ToBeVisibleAsync();
            Assert.StartsWith(nginx.Address.ToString(), page.Url, StringComparison.Ordinal);
            var links = await page.EvaluateAsync<string[]>(
                "() => [...document.links].map(link => link.href).filter(href => href.startsWith(location.origin))"
            );
            Assert.All(links, link => Assert.StartsWith(nginx.Address.ToString(), link, StringComparison.Ordinal));
        }
        // A link straight to a page whose library comes only when it is opened.
        await page.GotoAsync($"{nginx.Address}theory");
        await Expect(page.Locator("main h1")).ToHaveTextAsync("Theorem 1, built");
        Assert.Empty(_lab.ConsoleErrors);
    }

    [Fact]
    public async Task A_proxy_that_leaves_out_the_host_is_told_by_the_page_with_the_header_that_is_missing()
    {
        await using var nginx = await NginxProxy.StartAsync(_lab.Lab.Address, sample =>
            sample.Replace("proxy_set_header Host $http_host;", "", StringComparison.Ordinal)
        );
        var page = await _lab.OpenAsync($"{nginx.Address}experiments");
        var banner = page.Locator(".banner");
        await Expect(banner).ToContainTextAsync("a proxy in between leaves out the header Host");
        await Expect(banner).ToContainTextAsync("proxy_set_header Host $http_host");
    }
}
