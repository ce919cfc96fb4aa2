using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class PaperRunsTests
{
    private static readonly PaperItem Table1 = PaperCatalogue.Find("table1")!;
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Completed_run_counts_until_a_later_launch_has_one_of_its_own()
    {
        var first = Run(RunStatus.Completed, 0, 0.5);
        var second = Run(RunStatus.Running, 1);
        Assert.Equal(first, Assert.Single(PaperRuns.Counted([first, second])));
        var done = second with { Status = RunStatus.Completed, Result = Result(0.4) };
        Assert.Equal(done, Assert.Single(PaperRuns.Counted([first, done])));
    }

    [Fact]
    public void Run_under_way_counts_before_a_failed_one_and_an_archived_one_never()
    {
        var running = Run(RunStatus.Running, 0);
        Assert.Equal(running, Assert.Single(PaperRuns.Counted([running, Run(RunStatus.Failed, 1)])));
        Assert.Empty(PaperRuns.Counted([Run(RunStatus.Completed, 0, 0.5) with { ArchivedAt = Noon }]));
    }

    [Fact]
    public void Only_completed_runs_are_judged_and_counted_as_done()
    {
        RunSummary[] runs = [Run(RunStatus.Running, 0, 0.5)];
        var report = PaperRuns.Judge(Table1, PaperScale.Full, runs);
        Assert.All(report.Rows, row => Assert.Equal(PaperVerdict.Waiting, row.Verdict));
        Assert.Equal(new PaperStanding(0, 1, 0, 0, 0, 0), PaperStanding.Of(runs, report));

        runs = [Run(RunStatus.Completed, 0, 0.5)];
        report = PaperRuns.Judge(Table1, PaperScale.Full, runs);
        Assert.Equal(new PaperStanding(1, 0, 2, 0, 0, 0), PaperStanding.Of(runs, report));
    }

    private static RunSummary Run(RunStatus status, int minutes, double? test = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.NewGuid(),
            ExperimentName = Table1.Title,
            Index = 0,
            Name = "MLP 1x512 · no regulariser · seed 1",
            Spec = new(),
            Status = status,
            CreatedAt = Noon.AddMinutes(minutes),
            Result = test is { } accuracy ? Result(accuracy) : null,
        };

    private static RunResult Result(double test) =>
        new()
        {
            Epochs = 60,
            Parameters = 1_209_866,
            Steps = 23_460,
            TrainLoss = 0.01,
            TrainAccuracy = 1,
            CleanAccuracy = 1,
            MemorisedFraction = null,
            TestAccuracy = test,
            BestTestAccuracy = test,
            BestTestEpoch = 60,
            RealisedNoiseRate = 0,
            GivenLabelHash = new('a', 64),
            TimeToFitEpochs = 20,
            TimeToFitSteps = 7_820,
            ImagesPerSecond = 10_000,
        };
}
