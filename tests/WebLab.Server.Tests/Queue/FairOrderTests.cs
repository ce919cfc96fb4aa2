using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Queue;

namespace WebLab.Server.Tests.Queue;

public sealed class FairOrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ada = new(1, 0, 0, new byte[8]),
        Bob = new(2, 0, 0, new byte[8]),
        Eve = new(3, 0, 0, new byte[8]);
    private static readonly Dictionary<Guid, OwnerLoad> NoLoads = [];

    [Fact]
    public void Owners_take_turns_whatever_each_has_launched()
    {
        RunSummary[] queued =
        [
            Run("a1", Ada, 0),
            Run("a2", Ada, 1),
            Run("a3", Ada, 2),
            Run("b1", Bob, 10),
            Run("b2", Bob, 11),
            Run("e1", Eve, 20),
        ];
        Assert.Equal("a1 b1 e1 a2 b2 a3", Names(queued, NoLoads));
    }

    [Fact]
    public void One_owner_alone_is_served_by_age()
    {
        Assert.Equal("a1 a2 a3", Names([Run("a3", Ada, 3), Run("a1", Ada, 1), Run("a2", Ada, 2)], NoLoads));
    }

    [Fact]
    public void Priority_orders_the_runs_of_one_owner_and_moves_nobody_elses()
    {
        RunSummary[] queued =
        [
            Run("a1", Ada, 0),
            Run("a2", Ada, 1) with
            {
                Priority = 10,
            },
            Run("b1", Bob, 2) with
            {
                Priority = -10,
            },
            Run("b2", Bob, 3),
        ];
        Assert.Equal("a2 b2 a1 b1", Names(queued, NoLoads));
    }

    [Fact]
    public void Whoever_has_runs_at_work_comes_after_those_who_have_none()
    {
        RunSummary[] queued = [Run("a1", Ada, 0), Run("a2", Ada, 1), Run("b1", Bob, 10), Run("b2", Bob, 11)];
        Assert.Equal("b1 b2 a1 a2", Names(queued, new() { [Ada] = new(2, Noon), [Bob] = new(0, Noon) }));
        Assert.Equal("b1 a1 b2 a2", Names(queued, new() { [Ada] = new(1, Noon), [Bob] = new(0, null) }));
    }

    [Fact]
    public void Of_those_with_as_many_the_one_who_was_served_longest_ago_is_next()
    {
        RunSummary[] queued = [Run("a1", Ada, 0), Run("b1", Bob, 10), Run("e1", Eve, 20)];
        Assert.Equal("e1 b1 a1", Names(queued, new() { [Ada] = new(0, Noon.AddMinutes(2)), [Bob] = new(0, Noon.AddMinutes(1)) }));
    }

    [Fact]
    public void Placed_runs_come_first_in_their_places_and_count_as_turns()
    {
        RunSummary[] queued =
        [
            Run("a1", Ada, 0),
            Run("a2", Ada, 1) with
            {
                GivenQueuePosition = 1,
            },
            Run("b1", Bob, 10),
            Run("a3", Ada, 2) with
            {
                GivenQueuePosition = 0,
            },
        ];
        Assert.Equal("a3 a2 b1 a1", Names(queued, NoLoads));
    }

    [Fact]
    public void Ten_thousand_runs_of_twenty_owners_are_ordered_in_seconds()
    {
        var queued = Enumerable.Range(0, 10_000).Select(i => Run($"{i}", new Guid(i % 20, 0, 0, new byte[8]), i)).ToList();
        var began = TimeProvider.System.GetTimestamp();
        var order = FairOrder.Of(queued, NoLoads);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
        Assert.All(order.Chunk(20), turn => Assert.Equal(20, turn.Select(run => run.OwnerId).Distinct().Count()));
    }

    private static string Names(IReadOnlyCollection<RunSummary> queued, Dictionary<Guid, OwnerLoad> loads) =>
        string.Join(' ', FairOrder.Of(queued, loads).Select(run => run.Name));

    private static RunSummary Run(string name, Guid owner, int second) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.NewGuid(),
            ExperimentName = "an experiment",
            Index = 0,
            Name = name,
            Spec = new RunSpec(),
            Status = RunStatus.Queued,
            OwnerId = owner,
            CreatedAt = Noon.AddSeconds(second),
        };
}
