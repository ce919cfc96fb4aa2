using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Runs;

public sealed class CancelQuestionTests
{
    private static readonly DateTimeOffset Now = RunMaker.Noon.AddHours(3);

    [Theory]
    [InlineData(RunStatus.Queued, 0, 0)]
    [InlineData(RunStatus.Starting, 0, 20)]
    [InlineData(RunStatus.Running, 59, 59)]
    public void Nothing_is_asked_where_no_minute_of_work_is_lost(RunStatus status, int trained, int ago) =>
        Assert.Null(CancelQuestion.Of([Run("a", status, trained, ago)], Now));

    [Fact]
    public void Lost_work_is_named_with_the_run_its_time_and_its_epoch()
    {
        var question = CancelQuestion.Of([Run("a", RunStatus.Running, 720, 720)], Now)!;
        Assert.Equal("Cancel this run?", question.Title);
        Assert.StartsWith("a has trained for 12 min and is in epoch 4 of 30.", question.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_of_what_has_trained_for_minutes_is_asked_and_of_nothing_else()
    {
        Assert.Null(CancelQuestion.OfStop([Run("a", RunStatus.Running, 59, 59), Run("b", RunStatus.Paused, 720, 720)], Now));
        var question = CancelQuestion.OfStop([Run("a", RunStatus.Running, 720, 720)], Now)!;
        Assert.Equal("Stop this run?", question.Title);
        Assert.StartsWith("a has trained and is in epoch 4 of 30. It ends with the epoch", question.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_runs_the_lost_work_is_summed_and_pauses_do_not_count()
    {
        RunSummary[] runs =
        [
            Run("a", RunStatus.Running, 600, 600),
            // Paused for most of its two hours.
            Run("b", RunStatus.Paused, 300, 7_200) with { Pauses = [new(Now.AddSeconds(-6_900), null)] },
            Run("c", RunStatus.Queued, 0, 0),
        ];
        var question = CancelQuestion.Of(runs, Now)!;
        Assert.Equal("Cancel 3 runs?", question.Title);
        Assert.StartsWith("2 of the runs have trained for 15 min together.", question.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_solver_that_tells_no_rate_is_judged_by_its_time() =>
        Assert.NotNull(CancelQuestion.Of([Run("a", RunStatus.Running, 0, 120)], Now));

    [Fact]
    public void What_was_evaluated_is_work_too() =>
        Assert.StartsWith(
            "a has trained for 1 min 36 s",
            CancelQuestion.Of([Run("a", RunStatus.Running, 55, 96)], Now)!.Message,
            StringComparison.Ordinal
        );

    private static RunSummary Run(string name, RunStatus status, int trained, int ago) =>
        RunMaker.Run("true-labels", status: status) with
        {
            Name = name,
            StartedAt = ago == 0 ? null : Now.AddSeconds(-ago),
            // 128 images a step, 128 images a second: a step is a second.
            Progress = trained == 0 ? null : new RunProgress(4, 30, trained, 10_000, 128, null),
        };
}
