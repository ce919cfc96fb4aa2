using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Http;
using WebLab.Client.Figures;
using WebLab.Client.Paper;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Client.Tests.Paper;

public sealed class PaperItemPageTests : PageTest
{
    [Fact]
    public async Task One_network_of_a_table_is_launched_by_itself()
    {
        var sent = new TaskCompletionSource<PaperLaunch?>();
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        var mayAnswer = new TaskCompletionSource();
        Lab.Answer(
            $"GET {ApiRoutes.Paper}/table1/runs",
            async _ =>
            {
                await mayAnswer.Task;
                return SmallLab.Json(Array.Empty<RunSummary>());
            }
        );
        Lab.Answer(
            $"POST {ApiRoutes.Paper}/table1/launch",
            async request =>
            {
                sent.SetResult(await JsonSerializer.DeserializeAsync<PaperLaunch>(request.Body, LabJson.Options));
                return SmallLab.Json(
                    new Experiment(
                        new()
                        {
                            Id = Guid.NewGuid(),
                            Name = "a",
                            Description = "",
                            CreatedAt = default,
                        },
                        []
                    ),
                    201
                );
            }
        );
        var page = Render<PaperItemPage>(item => item.Add(page => page.Id, "table1"));
        Assert.Equal(
            ["All of it", .. PaperCatalogue.Find("table1")!.Parts(PaperScale.Small)],
            page.FindAll(".paper-part option").Select(option => option.TextContent)
        );
        // Before the device is known the page asks whether to launch what may take long; and its answer draws the page anew. The wait
        // begins before the answers come: one that begins while the page is drawn can miss the drawing.
        var timed = page.WaitForAssertionAsync(() => Assert.Matches("^18 runs, .* at most$", page.Find(".head-side .help").TextContent));
        mayAnswer.SetResult();
        await timed;
        await page.InvokeAsync(() => page.Find(".paper-part").Change("MLP 1x512"));
        Assert.StartsWith("9 runs", page.Find(".head-side .help").TextContent, StringComparison.Ordinal);
        await Click(page, "[data-launch=table1]");
        Assert.Equal(new PaperLaunch(PaperScale.Small, 3, "MLP 1x512"), await sent.Task.WaitAsync(DefaultWaitTimeout));
    }

    [Fact]
    public async Task Figure_1a_lies_over_the_papers_on_one_axis_of_epochs_a_hue_a_condition()
    {
        var item = PaperCatalogue.Find("fig1a")!;
        var runs = item.Request(PaperScale.Small, 2)
            .Runs.Where(run => item.RowOf(run.Spec, PaperScale.Small)!.Name == "random pixels")
            .Select(run => RunMaker.Run("a", status: RunStatus.Completed) with { Spec = run.Spec })
            .ToList();
        Assert.Equal(2, runs.Count);
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        Lab.Answer($"GET {ApiRoutes.Paper}/fig1a/runs", runs);
        Lab.Answer(
            $"POST {ApiRoutes.Curves}",
            async request =>
            {
                var query = await JsonSerializer.DeserializeAsync<CurveQuery>(request.Body, LabJson.Options);
                return Results.Bytes(
                    [.. query!.Windows.SelectMany(window => CurvePack.Write(Losses(window.RunId, window.RunId == runs[0].Id ? 1f : 3f)))],
                    CurvePack.MediaType
                );
            }
        );
        var page = Render<PaperItemPage>(paper => paper.Add(each => each.Id, "fig1a"));
        await page.WaitForAssertionAsync(() => Assert.Equal(6, page.FindComponent<FigureView>().Instance.Figure.Lines.Count));
        var figure = page.FindComponent<FigureView>().Instance.Figure;
        Assert.Equal("Measured here at the small scale, over the paper's of 50,000 images", figure.Title);
        Assert.Equal("epochs", figure.X.Label);
        var published = figure.Lines.Where(line => line.IsPublished).ToList();
        Assert.Equal(item.Rows.Select(row => row.Name), published.Select(line => line.Name));
        Assert.Equal(Enumerable.Range(0, 5), published.Select(line => line.Hue));
        Assert.All(published, line => Assert.Equal(1, line.X[0]));
        var measured = Assert.Single(figure.Lines, line => !line.IsPublished);
        Assert.Equal(("random pixels", 3, 2), (measured.Name, measured.Hue, measured.Seeds));
        Assert.Equal([1, 2], measured.X);
        Assert.Equal([2, 1], measured.Y);
    }

    [Fact]
    public async Task Figure_1c_draws_the_error_that_is_compared_and_that_on_true_labels_and_says_which_is_which()
    {
        var item = PaperCatalogue.Find("fig1c")!;
        var runs = item.Request(PaperScale.Small, 1)
            .Runs.Select(run =>
                RunMaker.Run("a", status: RunStatus.Completed, result: RunMaker.Result(train: 1, test: 0.6)) with
                {
                    Spec = run.Spec,
                }
            )
            .ToList();
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        Lab.Answer($"GET {ApiRoutes.Paper}/fig1c/runs", runs);
        var page = Render<PaperItemPage>(paper => paper.Add(each => each.Id, "fig1c"));
        await page.WaitForAssertionAsync(() => Assert.Equal(5, page.FindComponent<FigureView>().Instance.Figure.Lines.Count));
        var figure = page.FindComponent<FigureView>().Instance.Figure;
        var (compared, onTrueLabels) = (figure.Lines[3], figure.Lines[4]);
        Assert.Equal((false, true), (compared.IsDashed, onTrueLabels.IsDashed));
        // (1 - p) e + 0.9 p, and e.
        Assert.Equal([0.4, 0.5, 0.6, 0.7, 0.8, 0.9], compared.Y.Select(value => Math.Round(value, 9)));
        Assert.All(onTrueLabels.Y, value => Assert.Equal(0.4, value, 9));
        Assert.Contains("test error, true test labels", FigureCsv.Of(figure), StringComparison.Ordinal);
        Assert.Equal(item.Compared, page.Find("[data-compared]").TextContent);
    }

    private static Curve Losses(Guid run, float first) =>
        new(
            run,
            2,
            [
                new()
                {
                    Metric = Metric.TrainLoss,
                    PointCount = 2,
                    BucketWidth = 1,
                    // 1,000 images in batches of 25.
                    Steps = [40, 80],
                    Times = [1, 2],
                    Last = [first, first / 2],
                },
            ]
        );
}
