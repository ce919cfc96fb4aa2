using WebLab.Contracts.Paper;
using WebLab.Science.Experiments;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class PaperCatalogueTests
{
    [Theory]
    [InlineData(PaperScale.Small)]
    [InlineData(PaperScale.Full)]
    public void Every_item_passes_the_door_at_both_scales(PaperScale scale)
    {
        foreach (var item in PaperCatalogue.All)
        {
            var request = item.Request(scale, seeds: 3);
            Assert.Empty(ExperimentCheck.Problems(request));
            Assert.Equal(3 * item.RowsAt(scale).Count(), request.Runs.Count);
        }
    }

    [Fact]
    public void Every_run_finds_its_row_again()
    {
        foreach (var item in PaperCatalogue.All)
        {
            Assert.Equal(item.Rows.Count, item.Rows.Select(row => row.Name).Distinct().Count());
            Assert.All(
                item.Request(PaperScale.Full, 2).Runs,
                run => Assert.Equal(run.Spec with { Seed = 1 }, item.RowOf(run.Spec, PaperScale.Full)!.Full)
            );
        }
    }

    [Theory]
    [InlineData("fig1a", 5)]
    [InlineData("fig1b", 33)]
    [InlineData("fig1c", 33)]
    [InlineData("table1", 19)]
    [InlineData("table3", 8)]
    [InlineData("table4", 10)]
    [InlineData("rademacher", 4)]
    public void Items_have_the_rows_of_the_paper(string id, int rows) => Assert.Equal(rows, PaperCatalogue.Find(id)!.Rows.Count);

    [Theory]
    [InlineData("fig1a", "true labels", "shuffled pixels", "gaussian", "random pixels", "random labels")]
    [InlineData("fig1b", "Inception", "AlexNet", "MLP 1x512")]
    [InlineData("table1", "Inception", "Inception w/o BN", "AlexNet", "MLP 3x512", "MLP 1x512")]
    [InlineData("table3", "MNIST", "CIFAR-10", "5,000 of CIFAR-10")]
    [InlineData("table4", "Inception", "AlexNet", "MLP 3x512", "MLP 1x512")]
    [InlineData("linear", "softmax", "MLP 1x512")]
    public void An_item_can_be_run_in_parts_which_its_rows_say(string id, params string[] parts)
    {
        var item = PaperCatalogue.Find(id)!;
        Assert.Equal(parts, item.Parts(PaperScale.Full));
        Assert.All(item.Rows, row => Assert.StartsWith(row.Part, row.Name, StringComparison.Ordinal));
        Assert.All(parts, part => Assert.NotEmpty(item.Request(PaperScale.Full, 1, part).Runs));
        Assert.Equal($"{item.Number} · {item.Name}", item.Title);
    }

    [Theory]
    [InlineData(PaperScale.Small)]
    [InlineData(PaperScale.Full)]
    public void Weight_decays_that_the_paper_may_have_taken_stand_side_by_side(PaperScale scale)
    {
        var rows = PaperCatalogue.Find("table4")!.RowsAt(scale).ToLookup(row => row.Part, row => row.Spec(scale)!);
        Assert.All(["MLP 1x512", "MLP 3x512"], mlp => Assert.Equal([1e-4, 5e-4], rows[mlp].Select(spec => spec.WeightDecay)));
        Assert.Equal(
            [(1e-4, null), (5e-4, null), (0, 0.004)],
            rows["AlexNet"].Select(spec => (spec.WeightDecay, spec.ModelFields.Number("denseWeightDecay")))
        );
    }

    [Fact]
    public void Published_curves_end_where_the_figure_does()
    {
        var curve = PublishedCurves.Of("fig1a")["random labels"];
        Assert.Equal(69, curve.Length);
        Assert.Equal(2.3034, curve[0][1]);
        Assert.Equal(26_774, curve[^1][0]);
    }
}
