using Bunit;
using WebLab.Client.Runs;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Runs;

public sealed class RunFiguresTests : PageTest
{
    [Fact]
    public void Each_metric_that_is_a_figure_stands_at_the_head_of_a_run()
    {
        var figures = Figures(RunMaker.Run(CorruptionKind.RandomLabels, result: RunMaker.Result(0.75, 0.5, clean: 0.125, memorised: 0.25)));
        Assert.Equal(Metric.Figures.Select(metric => metric.Title).Append("Time to fit"), figures.Keys);
        Assert.Equal(("75.0 %", ""), figures["Train accuracy"]);
        Assert.Equal(("50.0 %", "best 50.0 % at epoch 20, chosen on the test set"), figures["Test accuracy"]);
        Assert.Equal(("25.0 %", "of the corrupted examples"), figures["Memorised"]);
        Assert.Equal(("0.01", ""), figures["Training loss"]);
    }

    [Fact]
    public void Of_true_labels_and_of_a_kernel_stands_what_means_something()
    {
        var run = RunMaker.Run(CorruptionKind.TrueLabels, result: RunMaker.Result(0.75, 0.5));
        Assert.DoesNotContain("Memorised", Figures(run).Keys);
        var figures = Figures(run with { Spec = run.Spec with { Model = ModelName.GaussianKernel } });
        Assert.Equal(("0.01", "of the training images"), figures["Squared error"]);
        Assert.Equal(("50.0 %", ""), figures["Test accuracy"]);
        Assert.Contains("Norm of the solution", figures.Keys);
    }

    private Dictionary<string, (string, string)> Figures(RunSummary run) =>
        Render<RunFigures>(figures => figures.Add(f => f.Run, run))
            .FindAll(".figures > div")
            .ToDictionary(
                each => each.QuerySelector("dt")!.TextContent,
                each => (each.QuerySelector("dd")!.TextContent, each.QuerySelector("dd.aside")?.TextContent ?? "")
            );
}
