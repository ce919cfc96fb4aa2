using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Experiments;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Experiments;

public sealed class ExperimentStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Runs_that_no_longer_fit_are_refused_where_they_are_written()
    {
        var runs = new RunStore(_store.Database);
        var experiments = new ExperimentStore(_store.Database, runs, _store.Curves, _store.Folder);
        var experiment = new ExperimentSummary
        {
            Id = Guid.CreateVersion7(),
            Name = "a sweep",
            Description = "",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await experiments.Add(experiment, Runs(experiment, 1));
        Assert.Null(await experiments.AddRuns(experiment.Id, Runs(experiment, 300), []));
        Assert.Equal(
            "runs must be at most 500 with those there are; they would be 601.",
            await experiments.AddRuns(experiment.Id, Runs(experiment, 300), [])
        );
        Assert.Equal(Enumerable.Range(0, 301), runs.Of(experiment.Id).Select(run => run.Index));
    }

    public void Dispose() => _store.Dispose();

    private static IReadOnlyList<RunSummary> Runs(ExperimentSummary experiment, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(index => new RunSummary
                {
                    Id = Guid.CreateVersion7(),
                    ExperimentId = experiment.Id,
                    ExperimentName = experiment.Name,
                    Index = index,
                    Name = $"run {index}",
                    Spec = new RunSpec(),
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    Status = RunStatus.Queued,
                }),
        ];
}
