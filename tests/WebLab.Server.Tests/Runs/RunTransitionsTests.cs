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
        [RunStatus.Running] = [RunStatus.Pausing, RunStatus.Completed, RunStatus.Cancelled, RunStatus.Failed, RunStatus.Interrupted],
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

    [Fact]
    public void Clock_that_jumps_ahead_is_written_down_as_it_is()
    {
        var starting = RunTransitions.Move(Queued, RunStatus.Starting, null, Noon)!;
        Assert.Equal(Noon.AddYears(1), RunTransitions.Move(starting, RunStatus.Failed, "a reason", Noon.AddYears(1))!.FinishedAt);
    }
}
