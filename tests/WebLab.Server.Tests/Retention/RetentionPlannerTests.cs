using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Experiments;
using WebLab.Server.Retention;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Retention;

public sealed class RetentionPlannerTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task What_was_shown_is_deleted_with_its_files_and_nothing_else()
    {
        var runs = new RunStore(_store.Database);
        var experiments = new ExperimentStore(_store.Database, runs, _store.Curves, _store.Folder);
        var planner = new RetentionPlanner(runs, experiments, _store.Curves, _store.Folder, TimeProvider.System);
        var old = Run(RunStatus.Completed, daysAgo: 100);
        RunSummary[] stay =
        [
            Run(RunStatus.Failed, daysAgo: 10),
            Run(RunStatus.Completed, daysAgo: 100) with
            {
                IsPinned = true,
            },
            Run(RunStatus.Paused, daysAgo: 100) with
            {
                FinishedAt = null,
            },
            Run(RunStatus.Queued, daysAgo: 100) with
            {
                FinishedAt = null,
            },
        ];
        foreach (var run in stay.Append(old))
            await experiments.Add(
                new ExperimentSummary
                {
                    Id = run.ExperimentId,
                    Name = "an experiment",
                    Description = "",
                    CreatedAt = run.CreatedAt,
                },
                [run]
            );
        var checkpoint = Path.Combine(_store.Folder.Checkpoints, $"{old.Id:N}.000000000001.final.checkpoint");
        await File.WriteAllBytesAsync(checkpoint, new byte[1_000]);

        var plan = planner.Plan(days: 90);
        Assert.Equal((1, 1_000L), (plan.Runs, plan.Bytes));
        Assert.Equal(old.Id, Assert.Single(plan.Items).RunId);
        Assert.True(File.Exists(checkpoint) && runs.Find(old.Id) is not null);

        Assert.Null(await planner.Apply(new(5, plan.Fingerprint)));
        var result = await planner.Apply(new(90, plan.Fingerprint));
        Assert.Equal((1, 1_000L), (result!.Runs, result.Bytes));
        Assert.False(File.Exists(checkpoint));
        Assert.Equal(stay.Select(run => run.Id).Order(), runs.All().Select(run => run.Id).Order());
    }

    public void Dispose() => _store.Dispose();

    private static RunSummary Run(RunStatus status, int daysAgo) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.NewGuid(),
            ExperimentName = "an experiment",
            Index = 0,
            Name = "a run",
            Spec = new RunSpec(),
            Status = status,
            CreatedAt = Now.AddDays(-daysAgo - 1),
            FinishedAt = Now.AddDays(-daysAgo),
        };
}
