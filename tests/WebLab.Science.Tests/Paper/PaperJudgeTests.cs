using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class PaperJudgeTests
{
    private static readonly PaperItem Table1 = PaperCatalogue.Find("table1")!;

    [Fact]
    public void Value_within_the_tolerance_agrees_and_spread_is_over_seeds()
    {
        var report = PaperJudge.Judge(
            Table1,
            PaperScale.Full,
            [("MLP 1x512 · no regulariser · seed 1", Result(1, 0.50)), ("MLP 1x512 · no regulariser · seed 2", Result(1, 0.52))]
        );
        var row = report.Rows.Single(row => row is { Row: "MLP 1x512 · no regulariser", Measure: PaperMeasure.TestAccuracy });
        Assert.Equal(PaperVerdict.Agrees, row.Verdict);
        Assert.Equal(0.51, row.Mean!.Value, 6);
        Assert.Equal(Math.Sqrt(2) * 0.01, row.Spread!.Value, 6);
        Assert.Equal(
            "0.49 points apart, tolerance 1.5 points: one seed, weight decay and epochs not stated.",
            row.Reason.Replace("0.490", "0.49", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Value_outside_differs_and_a_missing_one_waits()
    {
        var report = PaperJudge.Judge(Table1, PaperScale.Full, [("MLP 1x512 · no regulariser · seed 1", Result(1, 0.40))]);
        Assert.Equal(
            PaperVerdict.Differs,
            report.Rows.Single(row => row is { Row: "MLP 1x512 · no regulariser", Measure: PaperMeasure.TestAccuracy }).Verdict
        );
        Assert.Equal(PaperVerdict.Waiting, report.Rows.First(row => row.Row == "Inception · no regulariser").Verdict);
    }

    [Fact]
    public void Small_scale_is_never_compared_in_value()
    {
        var report = PaperJudge.Judge(Table1, PaperScale.Small, [("MLP 1x512 · no regulariser · seed 1", Result(1, 0.5051))]);
        Assert.All(report.Rows, row => Assert.NotEqual(PaperVerdict.Agrees, row.Verdict));
    }

    [Theory]
    [InlineData(0.12, PaperVerdict.Agrees)]
    [InlineData(0.99, PaperVerdict.Differs)]
    public void Failing_to_converge_agrees_where_the_paper_failed(double trainAccuracy, PaperVerdict verdict)
    {
        var item = PaperCatalogue.Find("table4")!;
        var report = PaperJudge.Judge(item, PaperScale.Full, [("AlexNet · weight decay · seed 1", Result(trainAccuracy, 0.1))]);
        Assert.Equal(verdict, report.Rows.Single(row => row.Row == "AlexNet · weight decay").Verdict);
    }

    [Theory]
    [InlineData(PaperScale.Full, 5, 8, 20, true)]
    [InlineData(PaperScale.Full, 8, 5, 20, false)]
    [InlineData(PaperScale.Small, 5, 8, 20, true)]
    [InlineData(PaperScale.Small, 8, 8, 20, false)]
    [InlineData(PaperScale.Small, 5, 20, 8, false)]
    public void Order_of_fitting_is_claimed_at_both_scales(PaperScale scale, int trueLabels, int shuffled, int random, bool holds)
    {
        var item = PaperCatalogue.Find("fig1a")!;
        var report = PaperJudge.Judge(
            item,
            scale,
            [
                ("true labels · seed 1", Result(1, 0.4, trueLabels)),
                ("shuffled pixels · seed 1", Result(1, 0.3, shuffled)),
                ("random labels · seed 1", Result(1, 0.1, random)),
            ]
        );
        Assert.Equal(holds, report.Claims.Take(3).All(claim => claim.Holds == true));
    }

    private static RunResult Result(double trainAccuracy, double testAccuracy, int? timeToFit = null) =>
        new()
        {
            Epochs = 1,
            Parameters = 1,
            Steps = 1,
            TrainLoss = 0,
            TrainAccuracy = trainAccuracy,
            CleanAccuracy = trainAccuracy,
            MemorisedFraction = null,
            TestAccuracy = testAccuracy,
            BestTestAccuracy = testAccuracy,
            BestTestEpoch = 1,
            RealisedNoiseRate = 0,
            GivenLabelHash = "",
            TimeToFitEpochs = timeToFit,
            TimeToFitSteps = null,
            ImagesPerSecond = 0,
        };
}
