using System.CommandLine;
using System.Net.Http.Json;
using Microsoft.Playwright;
using WebLab.Bench.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Live;

/// <summary>
/// <c>bench live</c>: from a step in the trainer, whose point carries the time at which it was taken, to the chart module of a browser that
/// watches the run. Trainer, server and browser are on this machine and read the same clock.
/// </summary>
internal static class LiveBench
{
    private const double TargetMilliseconds = 300;
    private const int PatienceMilliseconds = 240_000;

    /// <summary>Trains long enough that the page is open for most of it.</summary>
    private static readonly RunSpec Spec = new()
    {
        TrainSize = 2_000,
        TestSize = 500,
        Epochs = 60,
        LearningRateDecay = 1,
    };

    private static int Steps => (Spec.TrainSize + Spec.BatchSize - 1) / Spec.BatchSize * Spec.Epochs;

    public static Command Create()
    {
        var json = BenchCommand.Json();
        var command = new Command("live", "From a step in the trainer to the chart's data in a browser that watches the run.") { json };
        command.SetAction(async (parsed, _) => await Measure(new(parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> Measure(BenchReport report)
    {
        using var folder = new TemporaryFolder("weblab-bench-");
        await using var lab = await BenchLab.Start(folder.Path);
        using var http = new HttpClient { BaseAddress = lab.Address };
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        var page = await browser.NewPageAsync(new() { BaseURL = lab.Address.ToString() });
        var run = await Launch(http);
        var arrivals = await Watch(page, run);
        var taken = await Taken(http, run);
        var delays = Delays(arrivals, taken).ToList();
        if (delays.Count < Steps / 10)
            throw new BenchException(
                $"Only {delays.Count} of {Steps} steps came while the page was open; the machine is too busy to measure on."
            );
        var how =
            $"{delays.Count:N0} steps of mlp-1x512 on generated images, {arrivals.Count:N0} arrivals at the loss chart of the "
            + $"experiment's page";
        report.Add(BenchFigure.AtMost("live.step-to-chart-p95", Percentile.Of(delays, 0.95), "ms", TargetMilliseconds, how));
        report.Add(new("live.step-to-chart-p50", Percentile.Of(delays, 0.5), "ms", null, false, "the same"));
        return report.ExitCode;
    }

    private static async Task<RunSummary> Launch(HttpClient http)
    {
        var request = new ExperimentRequest { Name = "bench live", Runs = [new("run", Spec)] };
        using var answer = await http.PostAsJsonAsync(ApiRoutes.Experiments, request, LabJson.Options);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Experiment>(LabJson.Options))!.Runs[0];
    }

    /// <summary>Notes when the chart's data reaches which step, until it reaches the last.</summary>
    private static async Task<IReadOnlyList<(long Time, int Step)>> Watch(IPage page, RunSummary run)
    {
        await page.GotoAsync($"/experiments/{run.ExperimentId}");
        var noted = await page.EvaluateAsync<long[][]>(
            """
            async ([last, patience]) => {
              const began = performance.now();
              const wait = async found => {
                for (let value; performance.now() - began < patience; await new Promise(requestAnimationFrame))
                  if ((value = found())) return value;
                throw new Error("the chart did not come, or not to its last step");
              };
              const chart = await wait(() => document.querySelector('[data-chart="loss"][data-last-step]'));
              const noted = [];
              const observer = new MutationObserver(() => noted.push([Date.now(), Number(chart.dataset.lastStep)]));
              observer.observe(chart, { attributes: true, attributeFilter: ["data-last-step"] });
              await wait(() => Number(chart.dataset.lastStep) >= last);
              return noted;
            }
            """,
            new[] { Steps, PatienceMilliseconds }
        );
        return [.. noted.Select(pair => (pair[0], (int)pair[1]))];
    }

    /// <summary>When each step was taken, by the trainer's clock.</summary>
    private static async Task<long[]> Taken(HttpClient http, RunSummary run)
    {
        var address = $"{ApiRoutes.Runs}/{run.Id}/curve?buckets=5000&metrics={Metric.StepLoss}";
        var curve = (await http.GetFromJsonAsync<Curve>(address, LabJson.Options))!;
        return [.. curve.Series.Single().Times];
    }

    /// <summary>The first arrival tells from which step on; what came before it was read from the store.</summary>
    private static IEnumerable<double> Delays(IReadOnlyList<(long Time, int Step)> arrivals, long[] taken) =>
        arrivals
            .Zip(arrivals.Skip(1))
            .SelectMany(pair =>
                Enumerable
                    .Range(pair.First.Step + 1, Math.Max(0, pair.Second.Step - pair.First.Step))
                    .Select(step => (double)(pair.Second.Time - taken[step - 1]))
            );
}
