using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Runs;

namespace WebLab.Server.Tests.Runs;

public sealed class RunLifecycleTests
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

    [Fact]
    public void Clock_that_is_set_back_makes_no_run_end_before_it_began()
    {
        var starting = RunLifecycle.Move(Queued, RunStatus.Starting, null, Noon)!;
        var ended = RunLifecycle.Move(starting, RunStatus.Completed, null, Noon.AddHours(-1))!;
        Assert.Equal((Noon, Noon), (ended.StartedAt, ended.FinishedAt));
    }

    [Fact]
    public void Clock_that_jumps_ahead_is_written_down_as_it_is()
    {
        var starting = RunLifecycle.Move(Queued, RunStatus.Starting, null, Noon)!;
        Assert.Equal(Noon.AddYears(1), RunLifecycle.Move(starting, RunStatus.Failed, "a reason", Noon.AddYears(1))!.FinishedAt);
    }
}
