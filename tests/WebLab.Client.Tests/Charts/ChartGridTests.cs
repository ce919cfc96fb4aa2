using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Api;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using static WebLab.Client.Tests.Live.Points;

namespace WebLab.Client.Tests.Charts;

public sealed class ChartGridTests : PageTest
{
    private readonly RunSummary _run = RunMaker.Run("true-labels", status: RunStatus.Running);

    [Fact]
    public async Task New_points_are_handed_to_the_chart_and_draw_no_words_again()
    {
        var module = JSInterop.SetupModule("./js/chart.js");
        module.Mode = JSRuntimeMode.Loose;
        await using var curves = await Shown(3);
        var grid = Open(curves);
        Assert.NotEmpty(module.Invocations["setLines"]);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // After the charts, which hear it first.
        curves.Arrived += _ => arrived.TrySetResult();
        var (words, panel) = (grid.RenderCount, grid.FindComponent<ChartPanel>().RenderCount);
        await Lab.Browsers.Points([new(_run.Id, Batch(4, 6))]);
        await arrived.Task.WaitAsync(DefaultWaitTimeout);
        // What they do in answer is done when this is.
        await grid.InvokeAsync(() => { });
        var handed = Assert.Single(module.Invocations["append"]).Arguments;
        Assert.Equal([$"{_run.Id}/{Metric.StepLoss}"], (IEnumerable<string>)handed[1]!);
        Assert.Equal([3], (IEnumerable<int>)handed[2]!);
        // A step, a time and a value of each.
        Assert.Equal(3 * (4 + 8 + 4), ((byte[])handed[3]!).Length);
        Assert.Equal((words, panel), (grid.RenderCount, grid.FindComponent<ChartPanel>().RenderCount));
    }

    [Fact]
    public async Task The_first_point_takes_the_waiting_word_away()
    {
        await using var curves = await Shown(0);
        var grid = Open(curves);
        Assert.Equal("Waiting for the first point.", grid.Find("[data-panel=loss] .chart-note").TextContent);
        await Lab.Browsers.Points([new(_run.Id, Batch(1, 1))]);
        grid.WaitForAssertion(() => Assert.Empty(grid.FindAll("[data-panel=loss] .chart-note")));
    }

    private async Task<LiveCurves> Shown(int last)
    {
        Lab.Answer($"POST {ApiRoutes.Curves}", _ => Task.FromResult(Packed(Stored(_run.Id, last))));
        var live = Services.GetRequiredService<LiveConnection>();
        await live.Start();
        var curves = new LiveCurves(live, Services.GetRequiredService<LabApiClient>());
        await curves.Show([_run.Id]);
        return curves;
    }

    private IRenderedComponent<ChartGrid> Open(LiveCurves curves) =>
        Render<ChartGrid>(parameters =>
            parameters
                .Add(grid => grid.Definitions, ChartDefinition.Measures)
                .Add(grid => grid.Runs, [_run])
                .Add(grid => grid.Curves, curves)
                .Add(grid => grid.View, new ChartView())
        );
}
