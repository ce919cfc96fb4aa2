using System.Reflection.Emit;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Measures;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Science.Specs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Maintenance;

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

    /// <summary>It names folders.</summary>
    [Fact]
    public async Task Why_an_extension_is_not_loaded_is_told_to_those_who_are_in()
    {
        using var store = new TemporaryFolder("weblab-store-");
        Directory.CreateDirectory(store.File("extensions"));
        File.WriteAllText(store.File("extensions/Broken.dll"), "not a library");
        await using var server = await LabServer.StartWithAccounts(store.Path);
        using var admin = await Person.FirstAdmin(server);
        using var stranger = new Person(server.Address);
        var known = Assert.Single((await admin.Get<CatalogueInfo>(ApiRoutes.Catalogue)).Extensions);
        Assert.StartsWith("The extension Broken could not be loaded: ", known.Problem, StringComparison.Ordinal);
        var open = Assert.Single((await stranger.Get<CatalogueInfo>(ApiRoutes.Catalogue)).Extensions);
        Assert.Equal("Broken is not loaded.", open.Problem);
    }

    /// <summary>The one ends its process when it is asked what it is called, the other talks whatever it is asked.</summary>
    [Fact]
    public async Task Extension_that_ends_its_process_costs_nothing_else_and_what_one_writes_disturbs_neither_server_nor_worker()
    {
        using var store = new TemporaryFolder("weblab-store-");
        Directory.CreateDirectory(store.File("extensions"));
        EmittedLibrary.Write(store.File("extensions/Leaving.dll"), typeof(LabelCorruption), new() { ["Id"] = EmittedLibrary.Leave });
        EmittedLibrary.Write(
            store.File("extensions/Talking.dll"),
            typeof(LabelCorruption),
            new()
            {
                ["Id"] = EmittedLibrary.Saying("stop", EmittedLibrary.Text("talking")),
                ["Draw"] = EmittedLibrary.Saying("drawing", TrueLabels),
            }
        );
        const string reason = "The extension Leaving could not be loaded: it ended the trainer that asked it what it brings, "
            + "with exit code 7.";
        await using var server = await LabServer.Start(store.Path);
        var known = (await server.Client.Get<CatalogueInfo>(ApiRoutes.Catalogue)).Extensions;
        Assert.Equal([("Leaving", reason), ("Talking", null)], known.Select(each => (each.Name, each.Problem)));
        await using var watcher = await Watcher.Start(server.Client);
        foreach (var corruption in new[] { new CorruptionSpec { Kind = "talking" }, new() })
        {
            var run = await server.Client.LaunchOne(Specs.Short with { Corruption = corruption });
            await watcher.Until(run.Id, RunStatus.Completed);
            var log = await server.Client.Get<RunLog>($"{ApiRoutes.Runs}/{run.Id}/log");
            Assert.Equal(corruption.Kind == "talking", log.Lines.Contains("drawing"));
        }
        var (exitCode, output, _) = await WeblabCommand.Run("doctor", "--store", store.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains($"PROBLEM  extension  {reason}", output, StringComparison.Ordinal);
        Assert.Contains("Talking 1.0.0.0 is loaded by every worker.", output, StringComparison.Ordinal);
    }

    private static void TrueLabels(ILGenerator body)
    {
        body.Emit(OpCodes.Ldarg_1);
        body.EmitCall(OpCodes.Callvirt, typeof(LabelDraw).GetProperty(nameof(LabelDraw.TrueLabels))!.GetMethod!, null);
    }

    /// <summary>What WebLab has of its own and what a lab brings is listed, sorted, filtered and drawn alike.</summary>
    [Fact]
    public async Task Record_and_measure_of_a_lab_are_columns_and_rows_as_all_others_are()
    {
        using var folder = new TemporaryFolder("weblab-extensions-");
        File.Copy(Built.Sample, folder.File("WebLab.Sample.dll"));
        File.Copy(Built.SampleRecord, folder.File("WebLab.SampleRecord.dll"));
        await using var server = await LabServer.Start(settings: ["--Worker:Extensions", folder.Path]);
        await using var watcher = await Watcher.Start(server.Client);
        var run = await watcher.Until((await server.Client.LaunchOne(Specs.Short)).Id, RunStatus.Completed);
        var ledger = $"{ApiRoutes.Runs}/{run.Id}/ledger";
        const string column = "sample-entropy.entropy";
        var facts = await server.Client.Get<LedgerFacts>(ledger);
        Assert.Equal("Entropy", Assert.Single(facts.Columns, each => each.Name == column).Title);
        var all = await server.Client.Get<LedgerPage>($"{ledger}/examples?limit=200");
        float[] values = [.. all.Rows.Select(row => row.Values[column]!.Value).Order()];
        var middle = values[values.Length / 2];
        var asked = FormattableString.Invariant($"{ledger}/examples?limit=200&range={column}:{middle:R},");
        var upper = await server.Client.Get<LedgerPage>(asked);
        Assert.Equal(values.Count(value => value >= middle), upper.Total);
        Assert.All(upper.Rows, row => Assert.True(row.Values[column] >= middle));

        var measures = new RunSpec { Analysis = new() { Kind = "measures", Fields = FieldGroup.Empty.With("runs", run.Id.ToString()) } };
        var analysis = await watcher.Until((await server.Client.LaunchOne(measures)).Id, RunStatus.Completed);
        var report = await server.Client.Get<MeasuresReport>($"{ApiRoutes.Runs}/{analysis.Id}/report");
        Assert.Equal("WebLab.Sample", Assert.Single(report.Measures, measure => measure.Id == "sample-largest-weight").Extension);
        Assert.True(Assert.Single(report.Runs[0].Results, result => result.Measure == "sample-largest-weight").Value > 0);
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
