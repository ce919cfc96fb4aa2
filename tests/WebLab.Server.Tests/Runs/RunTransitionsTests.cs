using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Runs;

namespace WebLab.Server.Tests.Runs;

public sealed class RunTransitionsTests
{
    private static readonly DateTimeOffset Noon = new(2_026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly RunSummary Queued = new()
    {
        Id = Guid.NewGuid(),
        ExperimentId = Guid.NewGuid(),
        ExperimentName = "an experiment",
        Index = 0,
        Name = "a run",
        Spec = new RunSpec(),
        Status = RunStatus.Queued,
        CreatedAt = Noon,
    };

    /// <summary>From each status, whither. What is not here is not allowed.</summary>
    private static readonly Dictionary<RunStatus, RunStatus[]> Allowed = new()
    {
        [RunStatus.Queued] = [RunStatus.Starting, RunStatus.Paused, RunStatus.Cancelled],
        [RunStatus.Starting] =
        [
            RunStatus.Running,
            RunStatus.Pausing,
            RunStatus.Completed,
            RunStatus.Cancelled,
            RunStatus.Failed,
            RunStatus.Interrupted,
        ],
        [RunStatus.Running] =
        [
            RunStatus.Starting,
            RunStatus.Pausing,
            RunStatus.Completed,
            RunStatus.Cancelled,
            RunStatus.Failed,
            RunStatus.Interrupted,
        ],
        [RunStatus.Pausing] = [RunStatus.Paused, RunStatus.Completed, RunStatus.Cancelled, RunStatus.Failed, RunStatus.Interrupted],
        [RunStatus.Paused] = [RunStatus.Queued, RunStatus.Cancelled],
        [RunStatus.Interrupted] = [RunStatus.Queued],
        [RunStatus.Completed] = [],
        [RunStatus.Cancelled] = [RunStatus.Queued],
        [RunStatus.Failed] = [],
    };

    [Fact]
    public void Every_pair_of_statuses_is_allowed_or_refused_as_the_table_says()
    {
        foreach (var from in Enum.GetValues<RunStatus>())
            foreach (var to in Enum.GetValues<RunStatus>())
            {
                var moved = RunTransitions.Move(Queued with { Status = from }, to, "a reason", Noon);
                Assert.True(Allowed[from].Contains(to) == moved is not null, $"{from} to {to}");
                Assert.True(moved is null || (moved.Status, moved.StatusDetail) == (to, "a reason"), $"{from} to {to}");
            }
    }

    [Fact]
    public void Clock_that_is_set_back_makes_no_run_end_before_it_began()
    {
        var starting = RunTransitions.Move(Queued, RunStatus.Starting, null, Noon)!;
        var ended = RunTransitions.Move(starting, RunStatus.Completed, null, Noon.AddHours(-1))!;
        Assert.Equal((Noon, Noon), (ended.StartedAt, ended.FinishedAt));
    }

    /// <summary>A night of being paused once counted as training.</summary>
    [Fact]
    public void Time_that_a_run_is_paused_or_waits_to_go_on_counts_as_no_training()
    {
        var run = Queued;
        var hour = 0;
        foreach (
            var status in new[]
            {
                RunStatus.Starting,
                RunStatus.Running,
                RunStatus.Pausing,
                RunStatus.Paused,
                RunStatus.Queued,
                RunStatus.Starting,
                RunStatus.Running,
                RunStatus.Completed,
            }
        )
            run = RunTransitions.Move(run, status, null, Noon.AddHours(hour++))!;
        Assert.Equal([new RunPause(Noon.AddHours(3), Noon.AddHours(5))], run.Pauses);
        Assert.Equal(TimeSpan.FromHours(5), run.TrainedFor());
    }

    [Fact]
    public void An_interrupted_run_pauses_since_its_worker_was_last_heard_and_one_that_never_began_does_not()
    {
        var running = Queued with { Status = RunStatus.Running, StartedAt = Noon, LastSeenAt = Noon.AddHours(1) };
        var interrupted = RunTransitions.Move(running, RunStatus.Interrupted, null, Noon.AddHours(9))!;
        Assert.Equal(TimeSpan.FromHours(1), interrupted.TrainedFor());
        Assert.Empty(RunTransitions.Move(Queued, RunStatus.Paused, null, Noon)!.Pauses);
    }

    [Fact]
    public void A_run_whose_machine_was_taken_away_pauses_until_another_trains_it()
    {
        var running = Queued with { Status = RunStatus.Running, StartedAt = Noon, LastSeenAt = Noon.AddHours(1) };
        var waiting = RunTransitions.Move(running, RunStatus.Starting, null, Noon.AddHours(2))!;
        var again = RunTransitions.Move(waiting, RunStatus.Running, null, Noon.AddHours(5))!;
        Assert.Equal((Noon, TimeSpan.FromHours(2)), (again.StartedAt, (again with { FinishedAt = Noon.AddHours(6) }).TrainedFor()));
    }

    [Fact]
    public void Clock_that_jumps_ahead_is_written_down_as_it_is()
    {
        var starting = RunTransitions.Move(Queued, RunStatus.Starting, null, Noon)!;
        Assert.Equal(Noon.AddYears(1), RunTransitions.Move(starting, RunStatus.Failed, "a reason", Noon.AddYears(1))!.FinishedAt);
    }
}
