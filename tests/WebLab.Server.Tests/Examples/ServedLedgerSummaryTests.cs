using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Examples;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Examples;

[Trait("Speed", "Slow")]
public sealed class ServedLedgerSummaryTests(SharedLab lab)
{
    private static readonly RunSpec Spec = Specs.Short with { TrainSize = 50, Epochs = 2 };

    /// <summary>What the worker leaves beside a ledger saves the server its reading, and is never what an answer depends on.</summary>
    [Fact]
    public async Task Summary_beside_a_ledger_is_left_by_the_worker_not_believed_of_another_run_made_anew_and_deleted_with_its_run()
    {
        RunSummary[] runs = [await Trained(Spec), await Trained(Spec with { Seed = 7 }), await Trained(Spec with { Seed = 8 })];
        var folder = Path.Combine(lab.Server.Store, "examples");
        string[] summaries = [.. runs.Select(run => LedgerSummary.PathOf(Path.Combine(folder, ExampleFile.NameOf(run.Id, "ledger"))))];
        Assert.All(summaries, summary => Assert.True(File.Exists(summary)));
        var (left, other) = (
            await File.ReadAllBytesAsync(summaries[0], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(summaries[1], TestContext.Current.CancellationToken)
        );
        File.Copy(summaries[1], summaries[0], overwrite: true);
        File.Delete(summaries[2]);
        foreach (var (run, summary) in runs.Zip(summaries))
        {
            var route = $"{ApiRoutes.Runs}/{run.Id}/ledger";
            var page = await lab.Client.Get<LedgerPage>($"{route}/examples?limit=50");
            foreach (var row in page.Rows.Take(5))
            {
                var story = await lab.Client.Get<LedgerStory>($"{route}/examples/{row.Index}");
                Assert.Equal(story.Values["margin"].Average()!.Value, row.Values["aum"]!.Value, 1e-5);
            }
            Assert.True(File.Exists(summary));
        }
        Assert.Equal(left, await File.ReadAllBytesAsync(summaries[0], TestContext.Current.CancellationToken));
        Assert.Equal(other, await File.ReadAllBytesAsync(summaries[1], TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Runs}/{runs[0].Id}")).Status);
        Assert.False(File.Exists(summaries[0]));
        Assert.True(File.Exists(summaries[1]));
    }

    private async Task<RunSummary> Trained(RunSpec spec)
    {
        await using var watcher = await Watcher.Start(lab.Client);
        return await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);
    }
}
