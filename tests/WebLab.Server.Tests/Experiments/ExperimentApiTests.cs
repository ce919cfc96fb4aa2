using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Experiments;

public sealed class ExperimentApiTests(SharedLab lab)
{
    [Fact]
    public async Task An_experiment_is_renamed_described_tagged_and_noted_with_its_runs_following_its_name()
    {
        var experiment = await Ended();
        var (status, body) = await Change(
            experiment,
            """{"name":" Afterwards ","description":"Why?","tags":["paper","Paper","a"],"note":"**It** memorises"}"""
        );
        Assert.True(status == HttpStatusCode.OK, body);
        var now = await Read(experiment);
        Assert.Equal(("Afterwards", "Why?", "**It** memorises"), (now.Summary.Name, now.Summary.Description, now.Summary.Note));
        Assert.Equal(["a", "paper"], now.Summary.Tags);
        Assert.All(now.Runs, run => Assert.Equal("Afterwards", run.ExperimentName));
        await Change(experiment, """{"note":""}""");
        Assert.Equal(("Afterwards", ""), ((await Read(experiment)).Summary.Name, (await Read(experiment)).Summary.Note));
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData("""{"name":" "}""", "name must have 1 to 200 characters")]
    [InlineData("""{"tags":["a b"]}""", "A tag must be")]
    [InlineData("""{"tags":[null]}""", "one was null")]
    [InlineData("""{"status":"Completed"}""", "status")]
    public async Task A_wrong_change_is_refused_with_a_sentence(string json, string sentence)
    {
        var (status, body) = await Change(await Ended(), json);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_is_archived_with_its_runs_and_only_then_deleted()
    {
        var experiment = await Ended();
        var address = $"{ApiRoutes.Experiments}/{experiment.Summary.Id}";
        var (refused, why) = await lab.Client.Send(HttpMethod.Delete, address);
        Assert.Equal(HttpStatusCode.Conflict, refused);
        Assert.Contains("archive it first", why, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Change(experiment, """{"isArchived":true}""")).Status);
        Assert.DoesNotContain(experiment.Summary.Id, await Listed(""));
        Assert.Contains(experiment.Summary.Id, await Listed("&archived=true"));
        Assert.All((await Read(experiment)).Runs, run => Assert.NotNull(run.ArchivedAt));
        var (added, reason) = await Add(experiment, experiment.Runs[0]);
        Assert.Equal((HttpStatusCode.Conflict, true), (added, reason.Contains("restore it first", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Get(address)).Status);
    }

    [Fact]
    public async Task An_experiment_that_is_restored_brings_back_what_was_archived_with_it()
    {
        var experiment = await Ended(2);
        var alone = experiment.Runs[1].Id;
        await lab.Client.Post(
            ApiRoutes.RunActions,
            JsonSerializer.Serialize(new RunAction { Verb = RunVerb.Archive, Ids = [alone] }, LabJson.Options)
        );
        await Change(experiment, """{"isArchived":true}""");
        await Change(experiment, """{"isArchived":false}""");
        var now = await Read(experiment);
        Assert.Null(now.Summary.ArchivedAt);
        Assert.Equal([alone], now.Runs.Where(run => run.ArchivedAt is not null).Select(run => run.Id));
    }

    [Fact]
    public async Task An_experiment_with_a_run_that_has_not_ended_is_not_archived()
    {
        var experiment = await lab.Client.Launch(Specs.Endless);
        var (status, body) = await Change(experiment, """{"isArchived":true}""");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("1 of its runs has not ended; cancel it first.", body, StringComparison.Ordinal);
        await lab.Client.Cancel(experiment.Runs[0].Id);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Runs_are_added_behind_those_there_are()
    {
        var experiment = await Ended();
        var (status, body) = await Add(experiment, experiment.Runs[0] with { Name = "again" });
        Assert.True(status == HttpStatusCode.OK, body);
        var runs = (await Read(experiment)).Runs;
        Assert.Equal([0, 1], runs.Select(run => run.Index));
        Assert.Equal(("again", experiment.Summary.Name), (runs[1].Name, runs[1].ExperimentName));
        await lab.Client.Cancel(runs[1].Id);
    }

    [Fact]
    public async Task Runs_that_would_be_too_many_or_wrong_are_not_added()
    {
        var experiment = await Ended();
        var (many, body) = await Add(experiment, [.. Enumerable.Repeat(experiment.Runs[0], 500)]);
        Assert.Equal(HttpStatusCode.BadRequest, many);
        Assert.Contains("they would be 501", body, StringComparison.Ordinal);
        var (wrong, sentence) = await Add(experiment, experiment.Runs[0] with { Spec = experiment.Runs[0].Spec with { Epochs = 0 } });
        Assert.Equal(HttpStatusCode.BadRequest, wrong);
        Assert.Contains("epochs must be a whole number", sentence, StringComparison.Ordinal);
        Assert.Single((await Read(experiment)).Runs);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public async Task A_run_that_was_cancelled_before_it_began_is_put_back_into_the_queue()
    {
        var experiment = await lab.Client.Launch(Specs.Endless, Specs.Short);
        var (first, second) = (experiment.Runs[0].Id, experiment.Runs[1].Id);
        await using var watcher = await Watcher.Start(lab.Client, first);
        await watcher.UntilPoints(first);
        await lab.Client.Cancel(second);
        Assert.Equal(RunStatus.Cancelled, (await lab.Client.Run(second)).Status);
        Assert.Equal(HttpStatusCode.OK, (await lab.Client.Act(second, "resume")).Status);
        var back = await lab.Client.Run(second);
        Assert.Equal((RunStatus.Queued, null), (back.Status, back.FinishedAt));
        await lab.Client.Cancel(first);
        await watcher.Until(second, RunStatus.Completed);
        Assert.Contains("had begun", (await lab.Client.Act(first, "resume")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Added_runs_keep_the_place_the_priority_and_the_way_to_go_on_that_they_are_asked_with()
    {
        var experiment = await Ended();
        var run = experiment.Runs[0];
        var added = new LaunchTerms
        {
            Place = "local",
            Priority = -4,
            ResumesItself = true,
        }.Added([new("again", run.Spec)]);
        var (status, body) = await lab.Client.Post(
            $"{ApiRoutes.Experiments}/{experiment.Summary.Id}/runs",
            JsonSerializer.Serialize(added, LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.OK, status);
        var again = JsonSerializer.Deserialize<Experiment>(body, LabJson.Options)!.Runs.Single(known => known.Name == "again");
        await lab.Client.Cancel(again.Id);
        Assert.Equal(("local", -4, true), (again.Place, again.Priority, again.ResumesItself));
    }

    /// <summary>An experiment whose runs ended before they began, so that no test waits for training.</summary>
    private async Task<Experiment> Ended(int runs = 1)
    {
        var experiment = await lab.Client.Launch([.. Enumerable.Repeat(Specs.Endless, runs)]);
        await using var watcher = await Watcher.Start(lab.Client);
        foreach (var run in experiment.Runs)
            await lab.Client.Cancel(run.Id);
        foreach (var run in experiment.Runs)
            await watcher.Until(run.Id, RunStatus.Cancelled);
        return experiment;
    }

    private Task<Experiment> Read(Experiment experiment) => lab.Client.Get<Experiment>($"{ApiRoutes.Experiments}/{experiment.Summary.Id}");

    private async Task<IEnumerable<Guid>> Listed(string query) =>
        (await lab.Client.Experiments($"?take=500{query}")).Items.Select(experiment => experiment.Id);

    private Task<(HttpStatusCode Status, string Body)> Change(Experiment experiment, string json) =>
        lab.Client.Send(HttpMethod.Patch, $"{ApiRoutes.Experiments}/{experiment.Summary.Id}", json);

    private Task<(HttpStatusCode Status, string Body)> Add(Experiment experiment, params RunSummary[] runs) =>
        lab.Client.Post(
            $"{ApiRoutes.Experiments}/{experiment.Summary.Id}/runs",
            JsonSerializer.Serialize(new ExperimentRuns([.. runs.Select(run => new RunRequest(run.Name, run.Spec))], []), LabJson.Options)
        );
}
