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
        var (runs, experiments, experiment) = await Sweep();
        Assert.Null(await experiments.AddRuns(experiment.Id, Runs(experiment, 300), []));
        Assert.Equal(
            "runs must be at most 500 with those there are; they would be 601.",
            await experiments.AddRuns(experiment.Id, Runs(experiment, 300), [])
        );
        Assert.Equal(Enumerable.Range(0, 301), runs.Of(experiment.Id).Select(run => run.Index));
    }

    [Fact]
    public async Task Of_launches_into_an_experiment_at_once_those_that_fit_are_taken_each_run_with_a_place_of_its_own()
    {
        var (runs, experiments, experiment) = await Sweep();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => experiments.AddRuns(experiment.Id, Runs(experiment, 200), [])))
        );
        Assert.Equal(2, answers.Count(answer => answer is null));
        Assert.Equal(2, answers.Count(answer => answer == "runs must be at most 500 with those there are; they would be 601."));
        Assert.Equal(Enumerable.Range(0, 401), runs.Of(experiment.Id).Select(run => run.Index).Order());
    }

    [Fact]
    public async Task What_shares_a_commit_finds_the_runs_that_were_added_before_it()
    {
        var (runs, experiments, experiment) = await Sweep();
        var first = Assert.Single(runs.Of(experiment.Id));
        Task<string?>? added = null,
            renamed = null;
        Task<Deletion>? deleted = null;
        _store.Database.InOneCommit(() =>
        {
            added = experiments.AddRuns(experiment.Id, Runs(experiment, 1), []);
            renamed = experiments.Change(experiment.Id, new() { Name = "renamed" }, DateTimeOffset.UnixEpoch);
            deleted = experiments.DeleteRun(first.Id);
        });
        Assert.Equal((null, null, Deletion.Done), (await added!, await renamed!, await deleted!));
        // Memory alone knows of one run, which goes: the experiment would go with it and leave the new run behind, under its old name.
        Assert.Equal("renamed", Assert.Single(runs.Of(experiment.Id)).ExperimentName);
        Assert.NotNull(experiments.Find(experiment.Id));
    }

    [Fact]
    public async Task Of_two_notes_written_at_once_over_the_same_text_one_is_refused()
    {
        var (_, experiments, experiment) = await Sweep();
        var notes = new[] { "what ada saw", "what alan saw" };
        var answers = await Task.WhenAll(
            notes.Select(note =>
                Task.Run(() => experiments.Change(experiment.Id, new() { Note = note, NoteBefore = "" }, DateTimeOffset.UnixEpoch))
            )
        );
        var kept = Array.IndexOf(answers, null);
        Assert.StartsWith("Its note was changed by somebody else", answers[1 - kept], StringComparison.Ordinal);
        Assert.Equal(notes[kept], experiments.Find(experiment.Id)!.Note);
    }

    [Fact]
    public async Task Of_two_people_who_tag_at_once_both_are_heard()
    {
        var (_, experiments, experiment) = await Sweep();
        await experiments.Change(experiment.Id, new() { Tags = ["before"] }, DateTimeOffset.UnixEpoch);
        ExperimentChange[] changes = [new() { AddTags = ["ada"] }, new() { AddTags = ["alan", "Ada"] }, new() { RemoveTags = ["BEFORE"] }];
        await Task.WhenAll(changes.Select(change => Task.Run(() => experiments.Change(experiment.Id, change, DateTimeOffset.UnixEpoch))));
        Assert.Equal(["ada", "alan"], experiments.Find(experiment.Id)!.Tags.Select(tag => tag.ToLowerInvariant()));
        Assert.Equal(
            "An experiment has at most 20 tags; it would have 22.",
            await experiments.Change(
                experiment.Id,
                new() { AddTags = [.. Enumerable.Range(0, 20).Select(tag => $"t{tag}")] },
                DateTimeOffset.UnixEpoch
            )
        );
    }

    public void Dispose() => _store.Dispose();

    private async Task<(RunStore Runs, ExperimentStore Experiments, ExperimentSummary Experiment)> Sweep()
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
        return (runs, experiments, experiment);
    }

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
