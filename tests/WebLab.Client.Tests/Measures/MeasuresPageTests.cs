using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Measures;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Measures;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Measures;

public sealed class MeasuresPageTests : PageTest
{
    private static readonly RunSummary Analysis = RunMaker.Run("true-labels", status: RunStatus.Completed) with
    {
        Name = "Measures",
        Spec = MeasureLaunch.Of([RunMaker.Run("true-labels")]).Runs[0].Spec,
    };

    [Fact]
    public void Each_measure_has_its_number_of_each_network_its_words_and_why_it_has_none()
    {
        var page = Open(MeasuresMaker.Report(2));
        var margins = page.Find("[data-measured=margins]");
        Assert.Equal(["4", "3"], margins.QuerySelectorAll("td b").Select(cell => cell.TextContent));
        foreach (var words in new[] { "median of f(x)_y", "What margins says.", "What margins cannot say.", "Source of margins." })
            Assert.Contains(words, margins.TextContent, StringComparison.Ordinal);
        Assert.Contains("0.2 to 0.3", page.Find("[data-measured=calibration]").TextContent, StringComparison.Ordinal);
        Assert.Contains("200 resamples", page.Find("[data-measured=calibration]").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "Local response normalisation has no path norm.",
            page.Find("[data-measured=path-norm]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty(page.FindAll("[data-scatter]"));
    }

    [Fact]
    public void Distributions_reliability_and_confusion_are_drawn()
    {
        var page = Open(MeasuresMaker.Report(2));
        Assert.Contains(
            "noise 0, noise 1",
            page.Find("[aria-label^='Margins. Share']").GetAttribute("aria-label"),
            StringComparison.Ordinal
        );
        Assert.NotNull(page.Find("[aria-label^='Reliability. Accuracy over Confidence']"));
        Assert.Equal("cat predicted as dog: 10", page.FindAll(".confusion td[title]")[1].GetAttribute("title"));
    }

    [Fact]
    public void Three_networks_are_drawn_against_their_gap_with_Kendalls_tau()
    {
        var page = Open(MeasuresMaker.Report(3));
        Assert.Contains(
            "Kendall's τ is -1.00 over 3 networks: p = 0.3333",
            page.Find("[data-scatter]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("-1.00", page.Find("[data-measured=margins] td:last-child").TextContent);
        // One value in all of them orders nothing.
        Assert.Equal("–", page.Find("[data-measured=calibration] td:last-child").TextContent);
    }

    [Fact]
    public void The_measure_and_the_network_that_are_looked_at_are_those_of_the_address()
    {
        var report = MeasuresMaker.Report(3);
        var page = Open(report, $"?measure=confusion&network={report.Runs[1].RunId}");
        Assert.Equal("confusion", page.Find("[data-scatter] select").GetAttribute("value"));
        Assert.Equal($"{report.Runs[1].RunId}", page.FindAll(".measures select")[1].GetAttribute("value"));
    }

    [Fact]
    public void A_measure_of_one_training_is_drawn_over_its_epochs_and_each_of_them_can_be_chosen()
    {
        var all = MeasuresMaker.Report(3);
        // Two checkpoints of one run, and a run that went on from it; and a training of which there is one network.
        var (first, other) = (all.Runs[0] with { Training = "one" }, all.Runs[1] with { Training = "other" });
        MeasuredRun[] runs =
        [
            first with { Epoch = 5, Step = 40 },
            first,
            all.Runs[2] with { Training = "one", Epoch = 20, Step = 160 },
            other,
        ];
        var report = all with { Runs = runs };
        var line = Assert.Single(MeasureFigures.OverEpochs(all.Measures[0], report)!.Lines);
        Assert.Equal([5, 10, 20], line.X);
        Assert.Equal([4, 4, 2], line.Y);
        Assert.Equal([0.2, 0.2, 0.2], Assert.Single(MeasureFigures.OverEpochs(all.Measures[2], report)!.Lines).Low);
        Assert.Null(MeasureFigures.OverEpochs(all.Measures[1], report));

        var page = Open(report, $"?network={first.RunId}:10");
        Assert.NotNull(page.Find("[data-measure-epochs] [aria-label^='Margins over epochs']"));
        var select = page.FindAll(".measures select")[^1];
        Assert.Equal($"{first.RunId}:10", select.GetAttribute("value"));
        Assert.Equal(
            ["noise 0, epoch 5", "noise 0, epoch 10", "noise 2", "noise 1"],
            select.QuerySelectorAll("option").Select(option => option.TextContent)
        );
        Assert.Empty(Open(MeasuresMaker.Report(3)).FindAll("[data-measure-epochs]"));
    }

    [Fact]
    public async Task One_run_is_measured_over_the_epochs_whose_networks_are_kept()
    {
        var run = RunMaker.Run("true-labels", status: RunStatus.Completed);
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Cpu });
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/{run.Id}/checkpoints",
            new[] { new KeptCheckpoint(210, true, 1_000, default), new KeptCheckpoint(120, false, 1_000, default) }
        );
        var sent = Lab.TakeLaunch(Analysis);
        var button = Render<MeasureButton>(parameters => parameters.Add(p => p.Runs, [run]));
        button.WaitForAssertion(() =>
            Assert.StartsWith("Measure 2 epochs", button.Find("[data-measure]").TextContent, StringComparison.Ordinal)
        );
        await Click(button, "[data-measure]");
        Assert.Equal(
            $"{run.Id}:120,{run.Id}",
            (await sent.WaitAsync(DefaultWaitTimeout)).Runs[0].Spec.Analysis!.Fields.Text("runs")
        );
    }

    [Fact]
    public void The_csv_is_the_servers()
    {
        var page = Open(MeasuresMaker.Report(1), "");
        Assert.EndsWith("/report.csv", page.Find("a[download='measures.csv']").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measuring_launches_the_completed_trainings_privately_where_one_is_private()
    {
        RunSummary[] runs =
        [
            RunMaker.Run("true-labels", status: RunStatus.Completed),
            RunMaker.Run("random-labels", status: RunStatus.Completed) with
            {
                IsPrivate = true,
            },
            RunMaker.Run("random-labels", status: RunStatus.Cancelled),
            Analysis,
        ];
        var sent = Lab.TakeLaunch(Analysis);
        var button = Render<MeasureButton>(parameters => parameters.Add(p => p.Runs, runs));
        button.WaitForAssertion(() => Assert.Matches("^Measure 2 networks, (about|a few)", button.Find("[data-measure]").TextContent));
        await Click(button, "[data-measure]");
        var request = await sent.WaitAsync(DefaultWaitTimeout);
        Assert.True(request.IsPrivate);
        Assert.Equal($"{runs[0].Id},{runs[1].Id}", request.Runs[0].Spec.Analysis!.Fields.Text("runs"));
        WaitForAddress(button, $"/analyses/measures/{Analysis.Id}");
    }

    private IRenderedComponent<MeasuresPage> Open(MeasuresReport report, string query = "")
    {
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}", Analysis);
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}/report", report);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"analyses/measures/{Analysis.Id}{query}");
        var page = Render<MeasuresPage>(parameters => parameters.Add(p => p.Id, Analysis.Id));
        page.WaitForElement("[data-measured]");
        return page;
    }
}
