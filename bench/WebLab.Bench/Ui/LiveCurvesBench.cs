using System.Globalization;
using Microsoft.Playwright;
using WebLab.Bench.Workers;
using WebLab.Contracts;
using WebLab.Contracts.Curves;

namespace WebLab.Bench.Ui;

/// <summary>An experiment's page on which 20 runs train at once.</summary>
internal static class LiveCurvesBench
{
    private const int UpdatesASecond = 10;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30),
        Time = TimeSpan.FromSeconds(60);

    public static async Task Measure(BenchReport report, IBrowser browser, LabProcess lab, IReadOnlyList<PlayedWorker> workers)
    {
        await using var tab = await Tab.Open(browser, lab);
        await tab.Go($"/experiments/{workers[0].Run.ExperimentId}");
        using var stop = new CancellationTokenSource();
        var training = workers.Select((worker, index) => Train(worker, index, stop.Token)).ToList();
        await Task.Delay(WarmUp);
        var (script, memory) = await tab.Heap();
        var busy = await tab.Metric("TaskDuration");
        await Task.Delay(Time);
        busy = await tab.Metric("TaskDuration") - busy;
        var after = await tab.Heap();
        await stop.CancelAsync();
        await Task.WhenAll(training);
        var sent = workers.Sum(worker => worker.Sequence).ToString("N0", CultureInfo.InvariantCulture);
        report.Add(
            BenchFigure.AtMost(
                "ui.live-busy",
                100 * busy / Time.TotalSeconds,
                "%",
                30,
                $"main thread, {workers.Count} runs on an experiment's page, {UpdatesASecond} updates a second each, "
                    + $"{Time.TotalSeconds:0} s, {sent} points"
            )
        );
        report.Add(
            BenchFigure.AtMost(
                "ui.live-heap",
                100 * ((after.Script + after.Memory) / (script + memory) - 1),
                "%",
                10,
                Sentence.Of(
                    $"growth of script objects ({script / 1e6:0.0} to {after.Script / 1e6:0.0} MB) and WebAssembly's memory "
                        + $"({memory / 1e6:0.0} to {after.Memory / 1e6:0.0} MB) over it, after collections"
                )
            )
        );
    }

    /// <summary>Reports a step ten times a second, an epoch's measures every tenth step and the progress four times a second, as workers
    /// do.</summary>
    private static async Task Train(PlayedWorker worker, int index, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / UpdatesASecond));
        const int stepsAnEpoch = 10;
        try
        {
            for (var step = 1; await timer.WaitForNextTickAsync(stop); step++)
            {
                var time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
                var loss = (float)(2.3 * Math.Exp(-step / 300.0) * (1 + 0.2 * Math.Sin(step * 12.9898 + index)));
                await worker.Send(new Point(Metric.StepLoss, step, loss, time));
                if (step % stepsAnEpoch == 0)
                {
                    var share = 1 - loss / 3;
                    await worker.Send(
                        new(Metric.TrainLoss, step, loss, time),
                        new(Metric.TrainAccuracy, step, share, time),
                        new(Metric.CleanAccuracy, step, share, time),
                        new(Metric.TestAccuracy, step, share * 0.9f, time),
                        new(Metric.GeneralisationGap, step, share * 0.1f, time)
                    );
                }
                if (step % 5 is 0 or 2)
                    await worker.Advance(
                        new(
                            1 + step / PlayedRuns.StepsPerEpoch,
                            PlayedRuns.Epochs,
                            step,
                            PlayedRuns.Epochs * PlayedRuns.StepsPerEpoch,
                            1_280,
                            600
                        )
                    );
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }
}
