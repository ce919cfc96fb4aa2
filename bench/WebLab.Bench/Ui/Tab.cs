using System.Text.Json;
using Microsoft.Playwright;

namespace WebLab.Bench.Ui;

/// <summary>A browser's tab with its developer protocol, in a profile of its own.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private const float Patience = 60_000;

    private Tab(IBrowserContext context, IPage page, ICDPSession protocol) => (Context, Page, Protocol) = (context, page, protocol);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public ICDPSession Protocol { get; }

    public static async Task<Tab> Open(IBrowser browser, LabProcess lab)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = lab.Address.ToString(),
                ViewportSize = new() { Width = 1440, Height = 900 },
            }
        );
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        var protocol = await context.NewCDPSessionAsync(page);
        await protocol.SendAsync("Performance.enable");
        return new(context, page, protocol);
    }

    /// <summary>Opens a page and waits until it can be used.</summary>
    public async Task Go(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("main h1").WaitForAsync();
    }

    /// <summary>
    /// The milliseconds from a deed in the page, a line of script, to the frame in which a condition, a script expression, first holds.
    /// </summary>
    public Task<double> Time(string deed, string condition) =>
        Page.EvaluateAsync<double>(
            $$"""
            async patience => {
              const began = performance.now();
              {{deed}};
              while (!({{condition}})) {
                if (performance.now() - began > patience) throw new Error("it never came: " + {{JsonSerializer.Serialize(condition)}});
                await new Promise(requestAnimationFrame);
              }
              await new Promise(requestAnimationFrame);
              return performance.now() - began;
            }
            """,
            (double)Patience
        );

    /// <summary>A figure of Chromium's, for example <c>TaskDuration</c>, the seconds that the main thread has been busy.</summary>
    public async Task<double> Metric(string name)
    {
        var answer = await Protocol.SendAsync("Performance.getMetrics");
        return answer!
            .Value.GetProperty("metrics")
            .EnumerateArray()
            .First(metric => metric.GetProperty("name").GetString() == name)
            .GetProperty("value")
            .GetDouble();
    }

    /// <summary>The bytes of script objects and of WebAssembly's memory, after a collection.</summary>
    public async Task<(double Script, double Memory)> Heap()
    {
        await Protocol.SendAsync("HeapProfiler.collectGarbage");
        await Protocol.SendAsync("HeapProfiler.collectGarbage");
        return (await Metric("JSHeapUsedSize"), await Page.EvaluateAsync<double>("() => getDotnetRuntime(0).localHeapViewU8().byteLength"));
    }

    public async ValueTask DisposeAsync() => await Context.CloseAsync();
}
