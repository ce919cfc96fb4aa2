using Microsoft.Playwright;
using WebLab.Contracts.Curves;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>The page of an experiment or of a run, read as a person does: its table, and what its charts hold.</summary>
internal sealed class ExperimentScreen(IPage page)
{
    private const string ReadLines =
        "host => Object.fromEntries([...(host.weblabChart?.lines ?? [])].map(([key, line]) => [key, Array.from(line.whole.steps.values)]))";

    private ILocator LossChart => page.Locator("[data-chart=loss]");

    public ILocator Row(Guid run) => page.Locator($"tr[data-run='{run}']");

    public ILocator Status(Guid run) => Row(run).Locator(".status");

    /// <summary>The steps of every point of a run's training loss that the chart holds.</summary>
    public async Task<int[]> StepsAsync(Guid run) =>
        (await LossChart.EvaluateAsync<Dictionary<string, int[]>>(ReadLines)).GetValueOrDefault($"{run}/{Metric.StepLoss}") ?? [];

    /// <summary>Waits until the chart holds a loss of that step of the run or of a later one.</summary>
    /// <returns>The last step that it holds.</returns>
    public async Task<int> WaitForStepAsync(Guid run, int step, string metric = "step.loss")
    {
        await LossChart.WaitForAsync();
        var last = await page.WaitForFunctionAsync(
            "([key, step]) => { const last = document.querySelector('[data-chart=loss]')?.weblabChart?.lines.get(key)?.whole.steps.values"
                + ".at(-1) ?? 0; return last >= step ? last : 0; }",
            new object[] { $"{run}/{metric}", step }
        );
        return await last.JsonValueAsync<int>();
    }

    /// <summary>Presses the button that cancels, and says yes where training of more than a minute is at stake.</summary>
    public async Task CancelAsync(ILocator button, ILocator cancelled)
    {
        await button.ClickAsync();
        var yes = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel the run" });
        await yes.Or(cancelled).First.WaitForAsync();
        if (await yes.IsVisibleAsync())
            await yes.ClickAsync();
        await cancelled.First.WaitForAsync();
    }

    public Task WaitForEndAsync(Guid run, string word) => Status(run).Filter(new() { HasText = word }).WaitForAsync();

    /// <summary>Drags across a part of the chart, as fractions of its width.</summary>
    public async Task ZoomAsync(double from, double to)
    {
        var box = (await LossChart.BoundingBoxAsync())!;
        var y = box.Y + (box.Height / 2);
        await page.Mouse.MoveAsync((float)(box.X + (box.Width * from)), y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)(box.X + (box.Width * to)), y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('[data-chart=loss]').weblabChart.view.from !== null");
    }

    /// <summary>The zoomed range in units of the axis; nulls for the whole.</summary>
    public Task<double?[]> RangeAsync() =>
        LossChart.EvaluateAsync<double?[]>("host => [host.weblabChart.view.from, host.weblabChart.view.to]");

    public static void AssertNoGapAndNoneTwice(int[] steps) => Assert.Equal(Enumerable.Range(1, steps.Length), steps);
}
