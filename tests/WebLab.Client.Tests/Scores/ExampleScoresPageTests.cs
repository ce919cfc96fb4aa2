using Bunit;
using WebLab.Client.Scores;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Scores;

public sealed class ExampleScoresPageTests : PageTest
{
    private static readonly RunSummary Analysis = RunMaker.Run("true-labels", status: RunStatus.Completed) with
    {
        Spec = ExampleScoresLaunch.Of(Sets[2], ScoreMethod.Memorisation, 1_000, 20, new()).Request.Runs[0].Spec,
    };

    private static readonly ExampleScoresReport Report = new()
    {
        Title = "MNIST",
        Method = ScoreMethod.Memorisation,
        Networks = 100,
        Trained = 80,
        Epochs = 10,
        Share = 0.7,
        LearningRate = 0.1,
        TestAccuracy = 0.93,
        Scores = [0.1f, 0.9f, float.NaN, 0.3f],
        Errors = [0.01f, 0.05f, float.NaN, 0.02f],
        GivenLabels = [1, 2, 3, 4],
        TrueLabels = [1, 7, 3, 4],
        Quantiles = [.. ExampleScoresReport.QuantileShares.Select(share => share / 2)],
        Pairs = [new(1, 5, 2, 0.4, 0.1)],
        HighPairs = 3,
        Caveats = ["A low score is not a clean label."],
    };

    [Fact]
    public void The_examples_of_highest_score_come_first_with_their_labels_and_errors()
    {
        var page = Open(Report);
        var tiles = page.FindAll("[data-scores] li");
        Assert.Equal(3, tiles.Count);
        Assert.Contains("0.9 ± 0.05", tiles[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("true 7", tiles[0].TextContent, StringComparison.Ordinal);
        foreach (var words in new[] { "80 of 100", "70.0 % each", "A low score is not a clean label.", "93.0 %" })
            Assert.Contains(words, page.Markup, StringComparison.Ordinal);
        Assert.Equal(ExampleScoresReport.QuantileShares.Count, page.FindAll("[data-quantiles] td.num").Count);
        Assert.EndsWith("/report.csv", page.Find("a[download='example-scores.csv']").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_of_influence_stand_side_by_side_as_images()
    {
        var pair = Open(Report).Find("[data-influence]");
        Assert.Contains("3 pairs have at least 0.15", pair.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            [$"/api/datasets/{DatasetName.Mnist}/examples/train/1", $"/api/datasets/{DatasetName.Mnist}/examples/test/5"],
            pair.QuerySelectorAll("img").Select(image => new Uri(Lab.Origin, image.GetAttribute("src")).AbsolutePath)
        );
    }

    [Fact]
    public void Of_a_consistency_score_the_lowest_come_first_and_there_are_no_pairs()
    {
        var page = Open(Report with { Method = ScoreMethod.CScore, Share = null, HighPairs = null });
        Assert.Contains("0.1 ± 0.01", page.FindAll("[data-scores] li")[0].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-influence]"));
    }

    [Fact]
    public async Task The_card_tells_the_cost_and_launches_what_was_chosen()
    {
        var sent = Lab.TakeLaunch(Analysis);
        var card = Render<ExampleScoresCard>(parameters => parameters.Add(p => p.Devices, [Cpu]).Add(p => p.Datasets, Sets));
        Assert.Equal(["MNIST", "Generated shapes"], card.FindAll("[aria-label='Data set'] option").Select(option => option.TextContent));
        Assert.Matches("100 networks x 10 epochs of 5,000 examples, at most about", card.Find(".preset-time").TextContent);
        await card.InvokeAsync(() => card.Find("[aria-label=Score]").Change(ScoreMethod.El2n));
        Assert.Matches("10 networks x 5 epochs of 5,000 examples", card.Find(".preset-time").TextContent);
        await card.InvokeAsync(() => card.Find("[aria-label=Examples]").Change("1000"));
        await Click(card, "[data-launch=example-scores]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout)).Runs[0].Spec;
        Assert.Equal(
            (DatasetName.Mnist, 1_000, "el2n", 10.0, 5.0),
            (
                spec.Dataset,
                spec.TrainSize,
                spec.Analysis!.Fields.Text("scoreMethod"),
                spec.Analysis.Fields.Number("scoreNetworks"),
                spec.Analysis.Fields.Number("scoreEpochs")
            )
        );
        WaitForAddress(card, $"/analyses/example-scores/{Analysis.Id}");
    }

    [Fact]
    public async Task Corrupted_labels_are_scored_at_the_rate_that_is_chosen()
    {
        var sent = Lab.TakeLaunch(Analysis);
        var card = Render<ExampleScoresCard>(parameters => parameters.Add(p => p.Devices, [Cpu]).Add(p => p.Datasets, Sets));
        var labels = card.FindAll("[aria-label=Labels] option").Select(option => option.GetAttribute("value")).ToList();
        Assert.Contains(CorruptionKind.RandomLabels, labels);
        foreach (var other in new[] { "transition-matrix-labels", "file-labels", CorruptionKind.ShuffledPixels })
            Assert.DoesNotContain(other, labels);
        Assert.Empty(card.FindAll("[aria-label='Noise rate']"));
        await card.InvokeAsync(() => card.Find("[aria-label=Labels]").Change(CorruptionKind.SymmetricLabels));
        await card.InvokeAsync(() => card.Find("[aria-label='Noise rate']").Change("0.4"));
        await Click(card, "[data-launch=example-scores]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout)).Runs[0].Spec;
        Assert.Equal((CorruptionKind.SymmetricLabels, 0.4), (spec.Corruption.Kind, spec.Corruption.NoiseRate));
    }

    [Fact]
    public async Task A_runs_examples_are_scored_with_its_data_set_its_labels_and_their_seed()
    {
        var run = RunMaker.Run(CorruptionKind.SymmetricLabels, 0.4) with { IsPrivate = true };
        run = run with { Spec = run.Spec with { TrainSize = 300, Seed = 7, Dataset = DatasetName.Generated } };
        var sent = Lab.TakeLaunch(Analysis);
        var card = Render<ExampleScoresCard>(parameters => parameters.Add(p => p.Of, run));
        Assert.Contains("of its 300 training examples", card.Find(".preset-facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("symmetric labels at a rate of 40.0 %", card.Find(".preset-facts").TextContent, StringComparison.Ordinal);
        card.WaitForAssertion(() => Assert.Contains("at most", card.Find(".preset-time").TextContent, StringComparison.Ordinal));
        await card.InvokeAsync(() => card.Find("[aria-label=Score]").Change(ScoreMethod.CScore));
        await Click(card, "[data-launch=example-scores]");
        var request = await sent.WaitAsync(DefaultWaitTimeout);
        var spec = request.Runs[0].Spec;
        Assert.True(request.IsPrivate);
        Assert.Equal(
            (DatasetName.Generated, 300, 7, run.Spec.Corruption, "c-score"),
            (spec.Dataset, spec.TrainSize, spec.Seed, spec.Corruption, spec.Analysis!.Fields.Text("scoreMethod"))
        );
    }

    private IRenderedComponent<ExampleScoresPage> Open(ExampleScoresReport report)
    {
        Lab.Answer($"GET {ApiRoutes.Datasets}", Sets);
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}", Analysis);
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}/report", report);
        var page = Render<ExampleScoresPage>(parameters => parameters.Add(p => p.Id, Analysis.Id));
        page.WaitForElement("[data-scores]");
        return page;
    }
}
