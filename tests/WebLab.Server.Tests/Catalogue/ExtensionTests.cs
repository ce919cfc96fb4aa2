using WebLab.Contracts.Runs;
using WebLab.Science.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Catalogue;

[Trait("Speed", "Slow")]
public sealed class ExtensionTests
{
    [Fact]
    public async Task Recipe_of_an_extensions_network_and_corruption_names_it_with_its_version()
    {
        using var folder = new TemporaryFolder("weblab-extensions-");
        File.Copy(Built.Sample, folder.File("WebLab.Sample.dll"));
        await using var server = await LabServer.Start(settings: ["--Worker:Extensions", folder.Path]);
        var own = Specs.Short with { Model = "sample-pooled-mlp" };
        var corrupted = Specs.Short with
        {
            Corruption = new() { Kind = "sample-one-class", NoiseRate = 0.5 },
        };
        // What a recipe claims of it is not believed.
        var plain = Specs.Short with
        {
            Extensions = "Another 9.9.9.9",
        };
        var runs = (await server.Client.Launch(own, corrupted, plain)).Runs;
        Assert.Equal(["WebLab.Sample 1.2.0.0", "WebLab.Sample 1.2.0.0", null], runs.Select(run => run.Spec.Extensions));
        Assert.Contains("WebLab.Sample 1.2.0.0", RecipeHash.Differences(runs[0].Spec).ToJsonString(), StringComparison.Ordinal);
        Assert.NotEqual(RecipeHash.Of(runs[0].Spec), RecipeHash.Of(runs[0].Spec with { Extensions = "WebLab.Sample 1.3.0.0" }));
        await using var watcher = await Watcher.Start(server.Client);
        foreach (var run in runs)
            await watcher.Until(run.Id, RunStatus.Completed);
    }

    [Fact]
    public async Task Run_that_was_queued_for_another_version_is_not_trained_with_this_one()
    {
        using var folder = new TemporaryFolder("weblab-extensions-");
        using var store = new TemporaryFolder("weblab-store-");
        File.Copy(Built.Sample, folder.File("WebLab.Sample.dll"));
        Guid id;
        await using (var server = await LabServer.Start(store.Path, settings: ["--Worker:Extensions", folder.Path]))
        {
            var held = await server.Client.LaunchOne(Specs.Endless);
            id = (await server.Client.LaunchOne(Specs.Short with { Model = "sample-pooled-mlp" })).Id;
            await server.Client.Act(held.Id, "pause");
            await server.Client.Act(id, "pause");
            await server.Client.Cancel(held.Id);
        }
        File.Delete(folder.File("WebLab.Sample.dll"));
        await using var later = await LabServer.Start(store.Path, settings: ["--Worker:Extensions", folder.Path]);
        await using var watcher = await Watcher.Start(later.Client, id);
        await later.Client.Act(id, "resume");
        var failed = await watcher.Until(id, RunStatus.Failed);
        Assert.Equal(
            "The recipe was launched with WebLab.Sample 1.2.0.0, and this trainer has no such extension; clone the run to train it with "
                + "what there is.",
            failed.StatusDetail
        );
    }
}
