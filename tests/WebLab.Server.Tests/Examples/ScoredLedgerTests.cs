using System.Globalization;
using System.Net;
using Parquet;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Examples;

[Trait("Speed", "Slow")]
public sealed class ScoredLedgerTests(SharedLab lab)
{
    private const string Name = "example-scores.c-score";

    [Fact]
    public async Task Scores_of_many_networks_are_columns_of_the_runs_on_the_same_examples_and_of_their_files()
    {
        var spec = Specs.Short with
        {
            TrainSize = 70,
            Epochs = 1,
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.4 },
        };
        var run = await Done(spec);
        var route = $"{ApiRoutes.Runs}/{run.Id}/ledger";
        Assert.DoesNotContain((await lab.Client.Get<LedgerFacts>(route)).Columns, column => column.Name == Name);
        var fields = FieldGroup.Empty.With("scoreMethod", ScoreMethod.CScore).With("scoreNetworks", 9).With("scoreEpochs", 1);
        var scored = await Done(spec with { Analysis = new() { Kind = ExampleScoresReport.Kind, Fields = fields } });
        var report = await lab.Client.Get<ExampleScoresReport>($"{ApiRoutes.Runs}/{scored.Id}/report");
        float?[] expected = [.. report.Scores.Select(score => float.IsNaN(score) ? (float?)null : score)];

        var column = Assert.Single((await lab.Client.Get<LedgerFacts>(route)).Columns, column => column.Name == Name);
        Assert.Equal(("C-score, 9 networks", false, false), (column.Title, column.IsByEpoch, column.IsClass));
        Assert.EndsWith("the first 70 examples, with this run's labels.", column.Help, StringComparison.Ordinal);
        var all = await lab.Client.Get<LedgerPage>($"{route}/examples?limit=70");
        Assert.Equal(expected, all.Rows.Select(row => row.Values[Name]));

        var (status, csv) = await lab.Client.Get($"{route}.csv");
        Assert.Equal(HttpStatusCode.OK, status);
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        var place = Array.IndexOf(lines[0], Name);
        Assert.Equal(
            expected,
            lines.Skip(1).Select(line => line[place].Length == 0 ? (float?)null : float.Parse(line[place], CultureInfo.InvariantCulture))
        );
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"{route}.parquet");
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream((await lab.Client.Raw(asked)).Bytes));
        using var group = reader.OpenRowGroupReader(0);
        var values = new float?[70];
        await group.ReadAsync<float>(reader.Schema.GetDataFields().Single(field => field.Name == Name), values.AsMemory());
        Assert.Equal(expected, values);

        var low = await lab.Client.Get<LedgerPage>($"{route}/examples?sort={Name}&range={Name}:,0.5&limit=70");
        Assert.Equal(expected.Where(score => score <= 0.5f).Order(), low.Rows.Select(row => row.Values[Name]));
        Assert.NotEmpty((await lab.Client.Get<LedgerHistogram>($"{route}/histograms?column={Name}")).Edges);
        Assert.DoesNotContain((await lab.Client.Get<LedgerFacts>($"{route}?split=test")).Columns, each => each.Name == Name);
    }

    private async Task<RunSummary> Done(RunSpec spec)
    {
        await using var watcher = await Watcher.Start(lab.Client);
        return await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);
    }
}
