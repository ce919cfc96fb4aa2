using WebLab.Client.Charts;
using WebLab.Contracts.Curves;

namespace WebLab.Client.Tests.Charts;

public sealed class ChartDefinitionTests
{
    [Fact]
    public void Every_metric_with_a_chart_is_drawn_in_it_once()
    {
        IReadOnlyList<ChartDefinition> all = [.. ChartDefinition.Measures, .. ChartDefinition.Optional];
        Assert.Equal(
            Metric.All.Where(metric => metric.Chart is not null),
            all.SelectMany(chart => chart.Lines).Select(line => line.Metric).OrderBy(metric => metric.Number)
        );
        Assert.Equal(all.Count, all.Select(chart => chart.Id).Distinct().Count());
    }

    [Fact]
    public void Every_metric_with_a_share_is_an_area_in_one_of_the_charts_of_the_signature()
    {
        Assert.Equal(
            Metric.All.Where(metric => metric.Share is not null),
            ChartDefinition.Signature.SelectMany(chart => chart.Lines).Select(line => line.Metric).OrderBy(metric => metric.Number)
        );
        Assert.Equal(["corrupted", "uncorrupted"], ChartDefinition.Signature.Select(chart => chart.Id));
        Assert.Equal(
            ["given label (memorised)", "true label", "another label"],
            ChartDefinition.Signature[0].Lines.Select(line => line.Label)
        );
        Assert.All(ChartDefinition.Signature, chart => Assert.True(chart.IsArea && chart.Lines.All(line => line.Share is not null)));
    }

    [Fact]
    public void The_usual_charts_are_the_ones_there_were()
    {
        Assert.Equal(["loss", "accuracy", "gap", "clean", "memorised"], ChartDefinition.Measures.Select(chart => chart.Id));
        Assert.Equal(["loss", "accuracy", "gap"], ChartDefinition.WithoutCorruptedLabels.Select(chart => chart.Id));
        Assert.Empty(
            new[] { "test-loss", "hold-out", "online", "learning-rate", "speed" }.Except(ChartDefinition.Optional.Select(chart => chart.Id))
        );
        Assert.Equal(
            ["accuracy", "gap", "clean", "memorised"],
            ChartDefinition.Measures.Where(chart => chart.IsShare).Select(chart => chart.Id)
        );
    }

    [Fact]
    public void Accuracies_can_be_looked_at_as_errors()
    {
        var error = ChartDefinition.Measures[1].AsError();
        Assert.Equal(("accuracy", "Error"), (error.Id, error.Title));
        var line = error.Lines[0];
        Assert.Equal(0.25f, line.Shown(0.75f));
        Assert.Equal([0.25f], line.Least([0.5f], [0.75f]));
        Assert.Equal([0.5f], line.Greatest([0.5f], [0.75f]));
        Assert.Equal("Clean error", ChartDefinition.Measures[3].AsError().Title);
    }

    [Fact]
    public void What_is_no_accuracy_stays_what_it_is()
    {
        foreach (
            var chart in ChartDefinition
                .Measures.Where(chart => chart.Id is "loss" or "gap" or "memorised")
                .Concat(ChartDefinition.Signature)
        )
            Assert.Same(chart, chart.AsError());
    }
}
