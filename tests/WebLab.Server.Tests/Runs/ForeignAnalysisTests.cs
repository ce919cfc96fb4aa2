using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs;

[Trait("Speed", "Slow")]
public sealed class ForeignAnalysisTests
{
    /// <summary>Launch, queue, progress, lists and reports know no kind of job: one that a library brings in one class goes through them
    /// all.</summary>
    [Fact]
    public async Task A_kind_of_job_that_only_a_library_knows_goes_the_way_of_every_run()
    {
        using var store = new TemporaryFolder();
        var extensions = Directory.CreateDirectory(Path.Combine(store.Path, "extensions"));
        var library = Path.Combine(extensions.FullName, "WebLab.Sample.dll");
        File.Copy(Path.Combine(Built.Artifacts, "bin", "WebLab.Sample", "release", "WebLab.Sample.dll"), library);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(extensions.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(library, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        await using var server = await LabServer.Start(store.Path);
        await using var watcher = await Watcher.Start(server.Client);
        var spec = new RunSpec
        {
            TrainSize = 50,
            Analysis = new() { Kind = "sample-class-counts", Fields = FieldGroup.Empty.With("rareBelow", 6) },
        };

        var launched = await server.Client.LaunchOne(spec);
        var run = await watcher.Until(launched.Id, RunStatus.Completed);

        var counts = (await server.Client.Get<JsonElement>($"{ApiRoutes.Runs}/{run.Id}/report")).GetProperty("counts");
        Assert.Equal(50, counts.EnumerateArray().Sum(count => count.GetInt32()));
        var filter = Uri.EscapeDataString("job = sample-class-counts");
        Assert.Equal([run.Id], (await server.Client.Runs($"?filter={filter}")).Items.Select(found => found.Id));

        // What it says of each example stands in the examples of a run on the same ones.
        var trained = await server.Client.LaunchOne(Specs.Short with { TrainSize = 60, Epochs = 1 });
        await watcher.Until(trained.Id, RunStatus.Completed);
        const string Size = "sample-class-counts.class-size";
        var sizes = await server.Client.Get<LedgerPage>(
            $"{ApiRoutes.Runs}/{trained.Id}/ledger/examples?limit=60&range={Size}:1,&sort={Size}"
        );
        // Not in those beyond the first 50.
        Assert.Equal(50, sizes.Total);
        Assert.All(sizes.Rows, row => Assert.Equal(counts[row.GivenLabel].GetInt32(), row.Values[Size]));
    }
}
