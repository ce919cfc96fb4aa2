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
        Assert.Equal(first, Assert.Single(PaperRuns.Counted(Table1, PaperScale.Full, [first, second])));
        var done = second with { Status = RunStatus.Completed, Result = Result(0.4) };
        Assert.Equal(done, Assert.Single(PaperRuns.Counted(Table1, PaperScale.Full, [first, done])));
    }

    [Fact]
    public void Run_under_way_counts_before_a_failed_one_and_an_archived_one_never()
    {
        var running = Run(RunStatus.Running, 0);
        Assert.Equal(running, Assert.Single(PaperRuns.Counted(Table1, PaperScale.Full, [running, Run(RunStatus.Failed, 1)])));
        Assert.Empty(PaperRuns.Counted(Table1, PaperScale.Full, [Run(RunStatus.Completed, 0, 0.5) with { ArchivedAt = Noon }]));
    }

    [Fact]
    public void Only_completed_runs_are_judged_and_counted_as_done()
    {
        RunSummary[] runs = [Run(RunStatus.Running, 0, 0.5)];
        var report = PaperRuns.Judge(Table1, PaperScale.Full, runs);
        Assert.All(report.Rows, row => Assert.Equal(PaperVerdict.Waiting, row.Verdict));
        Assert.Equal(new PaperStanding(0, 1, 0, 0, 0, 0, 0), PaperStanding.Of(runs, report));

        runs = [.. Enumerable.Range(1, 3).Select(seed => Seed(Run(RunStatus.Completed, 0, 0.5), seed))];
        report = PaperRuns.Judge(Table1, PaperScale.Full, runs);
        Assert.Equal(new PaperStanding(3, 0, 2, 0, 0, 0, 0), PaperStanding.Of(runs, report));
    }

    [Fact]
    public void Run_counts_by_its_recipe_whatever_its_name_and_not_by_a_name_alone()
    {
        var renamed = Run(RunStatus.Completed, 0, 0.5) with { Name = "my best run" };
        Assert.Equal(renamed, Assert.Single(PaperRuns.Counted(Table1, PaperScale.Full, [renamed])));
        var forged = renamed with { Name = "MLP 1x512 · no regulariser · seed 1", Spec = renamed.Spec with { TrainSize = 20 } };
        Assert.Empty(PaperRuns.Counted(Table1, PaperScale.Full, [forged]));
        var second = renamed with { Id = Guid.NewGuid(), Spec = renamed.Spec with { Seed = 2 } };
        Assert.Equal([renamed, second], PaperRuns.Counted(Table1, PaperScale.Full, [second, renamed, Run(RunStatus.Failed, 5)]));
    }

    [Fact]
    public void Row_whose_runs_were_cancelled_waits_for_nothing()
    {
        var cancelled = Run(RunStatus.Cancelled, 0);
        var name = Table1.RowOf(cancelled.Spec, PaperScale.Full)!.Name;
        var report = PaperRuns.Judge(Table1, PaperScale.Full, [cancelled]);
        Assert.All(
            report.Rows.Where(row => row.Row == name),
            row => Assert.Equal((PaperVerdict.Stopped, "1 cancelled. Launch again to have it."), (row.Verdict, row.Reason))
        );
        Assert.All(report.Rows.Where(row => row.Row != name), row => Assert.Equal(PaperVerdict.Waiting, row.Verdict));
        Assert.All(report.Claims, claim => Assert.Equal(ClaimState.NotShown, claim.Finding.State));
        var again = PaperRuns.Judge(Table1, PaperScale.Full, [Run(RunStatus.Queued, 1)]);
        Assert.All(again.Rows, row => Assert.Equal(PaperVerdict.Waiting, row.Verdict));
        Assert.All(again.Claims, claim => Assert.Equal(ClaimState.Waiting, claim.Finding.State));
    }

    [Fact]
    public void Diverged_run_is_judged_and_one_that_failed_otherwise_is_not()
    {
        var row = PaperCatalogue.Find("table4")!.Rows.Single(row => row.Name == "AlexNet · weight decay");
        var failed = Run(RunStatus.Failed, 0) with { Spec = row.Full };
        Assert.Equal(PaperVerdict.Stopped, Verdict(failed));
        Assert.Equal(PaperVerdict.TooFewSeeds, Verdict(failed with { HasDiverged = true }));

        PaperVerdict Verdict(RunSummary run) =>
            PaperRuns.Judge(PaperCatalogue.Find("table4")!, PaperScale.Full, [run]).Rows.Single(found => found.Row == row.Name).Verdict;
    }

    private static RunSummary Seed(RunSummary run, int seed) => run with { Spec = run.Spec with { Seed = seed } };

    private static RunSummary Run(RunStatus status, int minutes, double? test = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.NewGuid(),
            ExperimentName = Table1.Title,
            Index = 0,
            Name = "MLP 1x512 · no regulariser · seed 1",
            Spec = Table1.Rows.Single(row => row.Name == "MLP 1x512 · no regulariser").Full,
            Status = status,
            CreatedAt = Noon.AddMinutes(minutes),
            Result = test is { } accuracy ? Result(accuracy) : null,
        };

    internal static RunResult Result(double test) =>
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
