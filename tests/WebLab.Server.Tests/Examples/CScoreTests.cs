using System.Globalization;
using System.Runtime.InteropServices;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Examples;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Examples;

[Trait("Speed", "Slow")]
public sealed class CScoreTests
{
    [Fact]
    public async Task Published_scores_in_the_folder_of_data_are_a_column_of_the_runs_of_their_set()
    {
        using var data = new TemporaryFolder("weblab-data-");
        using var store = new TemporaryFolder("weblab-store-");
        string[] settings = ["--Datasets:Root", data.Path];
        Guid id;
        float[] labels;
        await using (var server = await LabServer.Start(store.Path, settings: settings))
        {
            await using var watcher = await Watcher.Start(server.Client);
            var spec = Specs.Short with { Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.4 } };
            id = (await watcher.Until((await server.Client.LaunchOne(spec)).Id, RunStatus.Completed)).Id;
            Assert.False((await server.Client.Get<LedgerFacts>(Route(id))).HasCScores);
            labels = await Column(server, id, "true-label");
        }
        var scores = labels.Select((_, i) => Math.Round(i / (double)labels.Length, 3)).ToArray();
        CScoreArchive.Write(
            Path.Combine(data.Path, "c-scores", "generated-cscores-orig-order.npz"),
            Array.ConvertAll(labels, label => (byte)label),
            scores
        );
        await using var later = await LabServer.Start(store.Path, settings: settings);
        var facts = await later.Client.Get<LedgerFacts>(Route(id));
        Assert.True(facts.HasCScores);
        Assert.Contains(facts.Columns, column => column.Name == LedgerColumns.CScore);
        Assert.Equal(Array.ConvertAll(scores, score => (float)score), await Column(later, id, LedgerColumns.CScore));
        var hardest = await later.Client.Get<LedgerPage>($"{Route(id)}/examples?sort=c-score&range=c-score:,0.5&limit=1");
        Assert.Equal((0, scores.Count(score => score <= 0.5)), (hardest.Rows[0].Index, hardest.Total));
    }

    private static string Route(Guid id) => string.Create(CultureInfo.InvariantCulture, $"{ApiRoutes.Runs}/{id}/ledger");

    private static async Task<float[]> Column(LabServer server, Guid id, string name)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"{Route(id)}/columns?names={name}");
        return MemoryMarshal.Cast<byte, float>((await server.Client.Raw(asked)).Bytes).ToArray();
    }
}
