using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs;

[Trait("Speed", "Slow")]
public sealed class MoreEpochsTests(SharedLab lab)
{
    [Fact]
    public async Task Completed_run_goes_on_with_the_curve_of_one_that_was_long_from_the_start()
    {
        var brief = PauseTests.Drawing with { Epochs = 3 };
        var experiment = await lab.Client.Launch(brief, brief with { Epochs = 5 });
        var (first, whole) = (experiment.Runs[0], experiment.Runs[1]);
        await using var watcher = await Watcher.Start(lab.Client, first.Id);
        await watcher.Until(first.Id, RunStatus.Completed);
        await watcher.Until(whole.Id, RunStatus.Completed);

        var (few, sentence) = await Ask(first.Id, 3);
        Assert.Equal(HttpStatusCode.BadRequest, few);
        Assert.Contains("epochs must be 4 to 10,000; it was 3.", sentence, StringComparison.Ordinal);

        var (status, body) = await Ask(first.Id, 5);
        Assert.Equal(HttpStatusCode.Created, status);
        var longer = JsonSerializer.Deserialize<RunSummary>(body, LabJson.Options)!;
        Assert.Equal(new RunOrigin(first.Id, first.Name, 3, 3), longer.Origin);
        Assert.Equal((first.ExperimentId, $"{first.Name} · 5 epochs"), (longer.ExperimentId, longer.Name));
        var ended = await watcher.Until(longer.Id, RunStatus.Completed);
        PauseTests.AssertSame(await lab.Client.Curve(whole.Id), await lab.Client.Curve(longer.Id));
        Assert.Equal(PauseTests.WithoutSpeed((await lab.Client.Run(whole.Id)).Result!), PauseTests.WithoutSpeed(ended.Result!));
        // It trained the two epochs alone: one from the start would have told the first step again, at a later time.
        var (before, after) = (await lab.Client.Curve(first.Id), await lab.Client.Curve(longer.Id));
        Assert.All(
            before.Series.Zip(after.Series),
            pair => Assert.Equal(pair.First.Times, pair.Second.Times.Take(pair.First.Times.Count))
        );

        // And on from there, under a name that does not grow.
        (_, body) = await Ask(longer.Id, 6);
        var longest = JsonSerializer.Deserialize<RunSummary>(body, LabJson.Options)!;
        Assert.Equal($"{first.Name} · 6 epochs", longest.Name);
        Assert.Equal(6, (await watcher.Until(longest.Id, RunStatus.Completed)).Result!.Epochs);
    }

    [Fact]
    public async Task Without_a_final_checkpoint_it_says_so_and_what_to_do()
    {
        var run = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.Until(run.Id, RunStatus.Completed);
        foreach (var file in Directory.GetFiles(Path.Combine(lab.Server.Store, "checkpoints"), $"{run.Id:N}*"))
            File.Delete(file);
        var (status, body) = await Ask(run.Id, 1_000);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("No final checkpoint of this run was kept", body, StringComparison.Ordinal);
        Assert.Contains("Clone it with more epochs", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_has_not_ended_is_refused()
    {
        var run = await lab.Client.LaunchOne(Specs.Endless);
        var (status, body) = await Ask(run.Id, 10_000);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("has completed or was stopped", body, StringComparison.Ordinal);
        await lab.Client.Cancel(run.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(Guid.NewGuid(), 10)).Status);
    }

    private Task<(HttpStatusCode Status, string Body)> Ask(Guid run, int epochs) =>
        lab.Client.Post($"{ApiRoutes.Runs}/{run}/more-epochs", JsonSerializer.Serialize(new MoreEpochs(epochs), LabJson.Options));
}
