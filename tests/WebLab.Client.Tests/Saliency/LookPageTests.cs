using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Saliency;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Saliency;

namespace WebLab.Client.Tests.Saliency;

public sealed class LookPageTests : PageTest
{
    private static readonly RunSummary First = RunMaker.Run("true-labels", status: RunStatus.Completed);

    private static readonly RunSummary Second = RunMaker.Run("true-labels", status: RunStatus.Completed) with
    {
        Origin = new(First.Id, First.Name, 5, 5),
    };

    private static readonly RunSummary Analysis = RunMaker.Run("true-labels", status: RunStatus.Completed) with
    {
        Spec = LookLaunch.Of([Second], [new(First.Id), new(Second.Id)]).Runs[0].Spec,
    };

    private static readonly SaliencyMapsReport Report = new()
    {
        Rows = 2,
        Columns = 2,
        ExplainsTrueLabel = false,
        Labels = [3],
        Methods =
        [
            new("gradient", "Gradient", "What a pixel's change would do."),
            new("smooth-grad", "SmoothGrad", "Its mean over noise."),
            new("grad-cam", "Grad-CAM", "Of a convolution."),
        ],
        Networks =
        [
            new(
                First.Id,
                "early",
                5,
                50,
                0,
                0.5,
                [8],
                [
                    new(
                        "gradient",
                        [
                            [127, 0, 0, 0],
                        ],
                        0.25,
                        0.12
                    ),
                    new(
                        "smooth-grad",
                        [
                            [0, 127, 0, 0],
                        ],
                        0.5,
                        0.5
                    ),
                ],
                ["Grad-CAM needs a convolution."]
            ),
            new(
                Second.Id,
                "late",
                20,
                200,
                0.4,
                0.75,
                [3],
                [
                    new(
                        "gradient",
                        [
                            [0, 0, 127, 0],
                        ],
                        1,
                        1
                    ),
                    new(
                        "smooth-grad",
                        [
                            [0, 0, 0, 127],
                        ],
                        1,
                        1
                    ),
                ],
                ["Grad-CAM needs a convolution."]
            ),
        ],
        Caveats = ["They begin at an image's mean."],
    };

    [Fact]
    public void Maps_of_the_same_image_stand_side_by_side_with_epochs_predictions_and_how_alike_they_are()
    {
        var page = Open("");
        Assert.Equal(
            ["early · epoch 5 · test 50.0 %", "late · epoch 20 · test 75.0 % · noise 40.0 %"],
            page.FindAll("[data-look-sheet] thead th")
                .Skip(1)
                .Select(head => string.Join(" · ", head.Children.Select(line => line.TextContent)))
        );
        Assert.Equal(
            ["Gradient, image 0, early, epoch 5", "Gradient, image 0, late, epoch 20"],
            page.FindAll("[data-look-sheet] td img").Select(map => map.GetAttribute("alt"))
        );
        Assert.Equal([true, false], page.FindAll("tbody td .of").Select(cell => cell.ClassList.Contains("is-wrong")));
        Assert.Equal(["0.250.12", "1.001.00"], page.FindAll("tfoot td").Select(cell => cell.TextContent));
        Assert.Contains("Grad-CAM needs a convolution.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("They begin at an image's mean.", page.Markup, StringComparison.Ordinal);
        // A method that no network has is no choice.
        Assert.Equal(["Gradient", "SmoothGrad"], page.FindAll("[aria-label=Method] option").Select(option => option.TextContent));
    }

    [Fact]
    public void Three_epochs_of_one_run_are_a_curve_too()
    {
        Assert.Null(LookFigures.OverEpochs(Report, "gradient"));
        var last = Report.Networks[^1];
        NetworkMaps At(int epoch, double alike) =>
            last with
            {
                Epoch = epoch,
                Step = epoch * 10,
                Maps = [.. last.Maps.Select(maps => maps with { LikeLast = alike, SignedLikeLast = alike / 2 })],
            };
        var report = Report with { Networks = [Report.Networks[0], At(2, 0.5), At(4, 0.75), last] };
        var figure = LookFigures.OverEpochs(report, "gradient")!;
        Assert.Equal(["2", "4", "20"], figure.X.Names);
        Assert.Equal([0.5, 0.75, 1], figure.Lines[0].Y);
        Assert.Equal(["absolute values", "with their signs", "test accuracy"], figure.Lines.Select(line => line.Name));
        Assert.Null(LookFigures.OverEpochs(report, "grad-cam"));
    }

    [Fact]
    public async Task The_method_that_is_looked_at_stands_in_the_address()
    {
        var page = Open("?method=smooth-grad");
        Assert.Equal("SmoothGrad, image 0, early, epoch 5", page.Find("[data-look-sheet] td img").GetAttribute("alt"));
        await page.InvokeAsync(() => page.Find("[aria-label=Method]").Change("gradient"));
        WaitForAddress(page, $"/analyses/saliency-maps/{Analysis.Id}?method=gradient");
    }

    [Fact]
    public async Task One_run_is_looked_into_over_the_epochs_whose_networks_are_kept()
    {
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Cpu });
        Lab.Answer($"GET {ApiRoutes.Runs}/{First.Id}", First);
        Lab.Answer($"GET {ApiRoutes.Runs}/{First.Id}/checkpoints", new[] { new KeptCheckpoint(55, true, 1_000, default) });
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/{Second.Id}/checkpoints",
            Enumerable
                .Range(1, 20)
                .Select(epoch => new KeptCheckpoint(epoch * 10, false, 1_000, default, epoch))
                .Prepend(new KeptCheckpoint(210, true, 1_000, default))
                .ToArray()
        );
        var sent = Lab.TakeLaunch(Analysis);
        var button = Render<LookButton>(parameters => parameters.Add(p => p.Runs, [Second]));
        await Click(button, "[data-look]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout)).Runs[0].Spec;
        // As many of the 22 as a report holds, both ends with them.
        Assert.Equal(
            string.Join(',', new[] { 10, 30, 50, 70, 90, 110, 130, 150, 170, 190 }.Select(at => $"{Second.Id}:{at}").Prepend($"{First.Id}"))
                + $",{Second.Id}",
            spec.Analysis!.Fields.Text("runs")
        );
        WaitForAddress(button, $"/analyses/saliency-maps/{Analysis.Id}");
    }

    private IRenderedComponent<LookPage> Open(string query)
    {
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}", Analysis);
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}/report", Report);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"analyses/saliency-maps/{Analysis.Id}{query}");
        var page = Render<LookPage>(parameters => parameters.Add(p => p.Id, Analysis.Id));
        page.WaitForElement("[data-look-sheet]");
        return page;
    }
}
