using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class MeasuredPaperTests
{
    private static readonly PaperItem Table1 = PaperCatalogue.Find("table1")!;
    private static readonly PaperRow Row = Table1.Rows.Single(row => row.Name == "MLP 1x512 · no regulariser");
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Seeds_that_ended_are_collected_by_recipe_and_what_has_no_value_is_counted()
    {
        RunSummary[] runs =
        [
            Run(2, RunStatus.Completed, 0.52),
            Run(1, RunStatus.Completed, 0.50),
            Run(3, RunStatus.Failed, 0.2) with
            {
                HasDiverged = true,
            },
            Run(4, RunStatus.Running, 0.3),
            Run(5, RunStatus.Completed, 0.9) with
            {
                Spec = Row.Full with { Seed = 5, TrainSize = 100 },
            },
        ];
        var collected = MeasuredPaper.Collect(runs, "1.0.0+abc");
        Assert.Equal("1.0.0+abc", collected.Version);
        var value = collected.Values.Single(value => value.Item == "table1" && value.Measure == PaperMeasure.TestAccuracy);
        Assert.Equal([0.50, 0.52], value.Values);
        Assert.Equal(1, value.Without);
        Assert.Equal(Row.Name, value.Row);
        Assert.Equal("cpu, 1 thread", value.Device);
        Assert.Equal(3, value.Hours);
        Assert.Equal(new DateOnly(2026, 1, 2), value.MeasuredOn);
        Assert.Equal(value, MeasuredPaper.Find(collected, Table1, Row.Name, PaperMeasure.TestAccuracy));
        Assert.Null(MeasuredPaper.Find(collected, Table1, "MLP 3x512 · no regulariser", PaperMeasure.TestAccuracy));
        PaperValues ofAnotherRecipe = new("", [value with { Recipe = new('0', 64) }]);
        Assert.Null(MeasuredPaper.Find(ofAnotherRecipe, Table1, Row.Name, PaperMeasure.TestAccuracy));
    }

    [Fact]
    public void What_comes_with_the_product_names_rows_that_there_are_and_is_within_what_can_be()
    {
        Assert.All(
            MeasuredPaper.Makers.Values,
            value =>
            {
                var item = PaperCatalogue.Find(value.Item);
                Assert.NotNull(item);
                Assert.NotNull(MeasuredPaper.Find(MeasuredPaper.Makers, item, value.Row, value.Measure));
                Assert.True(value.Values.Count + value.Without > 0);
                Assert.All(value.Values, each => Assert.InRange(each, 0, value.Measure == PaperMeasure.TimeToFit ? 1000 : 1));
            }
        );
    }

    private static RunSummary Run(int seed, RunStatus status, double test) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.NewGuid(),
            ExperimentName = "",
            Index = 0,
            Name = "any",
            Spec = Row.Full with { Seed = seed },
            Status = status,
            CreatedAt = Noon,
            StartedAt = Noon,
            FinishedAt = Noon.AddHours(1),
            Facts = new(1, 1, 0, "", "cpu", 1),
            Result = PaperRunsTests.Result(test),
        };
}
