using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Parquet;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Examples;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Examples;

[Trait("Speed", "Slow")]
public sealed class LedgerApiTests(SharedLab lab) : IAsyncLifetime
{
    private static readonly RunSpec Spec = Specs.Short with
    {
        TrainSize = 100,
        Epochs = 5,
        Corruption = new() { Kind = CorruptionKind.SymmetricLabels, Fields = FieldGroup.Empty.With("noiseRate", 0.4) },
        Regularisers = new() { HoldOut = 0.1, Patience = 100 },
    };

    // One run for all of them: it takes longer to train than to look into. The tests of a class come one after the other.
    private static Task<RunSummary>? _trained;

    private RunSummary _run = null!;

    public async ValueTask InitializeAsync() => _run = await (_trained ??= Trained(Spec));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Ledger_of_a_run_is_sorted_filtered_told_example_by_example_and_given_out_whole()
    {
        var facts = await lab.Client.Get<LedgerFacts>(Route());
        Assert.Equal((100, 10, 10), (facts.Count, facts.Classes.Count, facts.HeldOut));
        Assert.Equal([1, 2, 3, 4, 5], facts.Evaluations.Select(evaluation => evaluation.Epoch));
        Assert.True(facts.KnowsTrueLabels);
        Assert.False(facts.HasCScores);
        var heldOut = await lab.Client.Get<LedgerPage>(Route("/examples?show=held-out&limit=20"));
        Assert.Equal(10, heldOut.Rows.Count);
        // The run's own figure is of what it trained on.
        Assert.Equal(_run.Facts!.RealisedNoiseRate, (facts.Corrupted - heldOut.Rows.Count(row => row.Corrupted)) / 90.0, 1e-9);

        var page = await lab.Client.Get<LedgerPage>(Route("/examples?sort=loss&descending=true&show=corrupted&limit=7&offset=2"));
        Assert.Equal((facts.Corrupted, 7), (page.Total, page.Rows.Count));
        Assert.All(page.Rows, row => Assert.True(row.Corrupted && row.GivenLabel != row.TrueLabel));
        Assert.Equal(page.Rows.Select(row => row.Values["loss"]).OrderDescending(), page.Rows.Select(row => row.Values["loss"]));
        Assert.Equal(facts.Columns.Select(column => column.Name).Order(), page.Rows[0].Values.Keys.Order());
        Assert.Equal([3, 5], (await lab.Client.Get<LedgerPage>(Route("/examples?indices=5,3"))).Rows.Select(row => row.Index));

        var first = page.Rows[0];
        var story = await lab.Client.Get<LedgerStory>(Route($"/examples/{first.Index}"));
        Assert.Equal((first.Index, first.GivenLabel), (story.Example.Index, story.Example.GivenLabel));
        Assert.Equal(first.Values["loss"], story.Values["loss"][^1]);
        Assert.Equal(first.Values["aum"]!.Value, story.Values["margin"].Average()!.Value, 1e-5);

        using var asked = new HttpRequestMessage(HttpMethod.Get, Route("/columns?names=loss,confidence,corrupted"));
        var bytes = (await lab.Client.Raw(asked)).Bytes;
        var columns = MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        Assert.Equal(300, columns.Length);
        Assert.Equal(first.Values["loss"], columns[first.Index]);
        Assert.Equal(first.Values["confidence"], columns[100 + first.Index]);
        Assert.Equal(facts.Corrupted, columns[200..].Sum());

        var histogram = await lab.Client.Get<LedgerHistogram>(Route("/histograms?column=loss&epoch=2"));
        Assert.Equal((2, 90), (histogram.Epoch, histogram.Clean.Sum() + histogram.Corrupted.Sum()));
    }

    /// <summary>What the last evaluation's rows say is what the run's result says of it.</summary>
    [Fact]
    public async Task Fitted_corrupted_examples_are_the_memorised_fraction()
    {
        var corrupted = (await All("corrupted")).Where(row => !row.HeldOut).ToList();
        var fitted = (await All("corrupted-fitted")).Count(row => !row.HeldOut);
        Assert.Equal(_run.Result!.MemorisedFraction!.Value, (double)fitted / corrupted.Count, 1e-6);
    }

    [Fact]
    public async Task Ledger_of_the_test_examples_is_asked_for_in_the_same_way_and_agrees_with_the_test_accuracy()
    {
        var facts = await lab.Client.Get<LedgerFacts>(Route("?split=test"));
        Assert.Equal((RecordedSplit.Test, Spec.TestSize, 0, 0), (facts.Split, facts.Count, facts.Corrupted, facts.HeldOut));
        Assert.Equal([1, 2, 3, 4, 5], facts.Evaluations.Select(evaluation => evaluation.Epoch));
        var right = await lab.Client.Get<LedgerPage>(Route("/examples?split=test&show=fitted&limit=1"));
        Assert.Equal(_run.Result!.TestAccuracy, (double)right.Total / facts.Count, 1e-6);
        var worst = await lab.Client.Get<LedgerPage>(Route("/examples?split=test&sort=loss&descending=true&limit=5"));
        Assert.Equal(worst.Rows.Select(row => row.Values["loss"]).OrderDescending(), worst.Rows.Select(row => row.Values["loss"]));
        var story = await lab.Client.Get<LedgerStory>(Route($"/examples/{worst.Rows[0].Index}?split=test"));
        Assert.Equal(worst.Rows[0].Values["loss"], story.Values["loss"][^1]);

        var (names, lines) = await Csv(".csv?split=test");
        Assert.Equal(["index", "true-label", "prediction", "loss", "margin"], names.Take(5));
        Assert.Equal(facts.Count, lines.Count);
        Assert.Equal(worst.Rows[0].Values["loss"], lines.Max(line => line[3]));
        Assert.Equal(5 * facts.Count, (await Csv(".csv?rows=evaluations&split=test")).Lines.Count);
    }

    /// <summary>A store of before there were such ledgers has no file of one.</summary>
    [Fact]
    public async Task Run_that_was_trained_before_test_examples_were_kept_says_so()
    {
        var older = await Trained(Spec with { TrainSize = 50, Epochs = 1 });
        File.Delete(Path.Combine(lab.Server.Store, "examples", ExampleFile.NameOf(older.Id, "test-ledger")));
        var (status, body) = await lab.Client.Get($"{ApiRoutes.Runs}/{older.Id}/ledger?split=test");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("run 0 has no ledger of its test examples: it was trained before WebLab kept one.", body, StringComparison.Ordinal);
        Assert.Equal(50, (await lab.Client.Get<LedgerFacts>($"{ApiRoutes.Runs}/{older.Id}/ledger")).Count);
    }

    [Fact]
    public async Task Ledger_whose_file_was_changed_is_told_and_not_shown()
    {
        var run = await Trained(Spec with { TrainSize = 50, Epochs = 1 });
        var path = Path.Combine(lab.Server.Store, "examples", ExampleFile.NameOf(run.Id, "ledger"));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[30] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        foreach (var address in new[] { "", "/examples", "/columns?names=confidence" })
        {
            var (status, body) = await lab.Client.Get($"{ApiRoutes.Runs}/{run.Id}/ledger{address}");
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains("The ledger of run 0 cannot be read: ", body, StringComparison.Ordinal);
            Assert.Contains(" is damaged: ", body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("?split=all", "split must be train or test; it was all.")]
    [InlineData("/examples?split=test&show=corrupted", "show must be all, fitted, not-fitted, never-fitted; it was corrupted.")]
    [InlineData("/examples?split=test&sort=shown", "sort must be a column of the ledger (prediction, loss, margin, ")]
    [InlineData("/examples?sort=beauty", "sort must be a column of the ledger (prediction, ")]
    [InlineData("/examples?show=pretty", "show must be all, corrupted, ")]
    [InlineData("/examples?limit=201", "limit must be 1 to 200; it was 201.")]
    [InlineData("/examples?offset=-1", "offset must be at least 0; it was -1.")]
    [InlineData("/examples?givenClass=10", "givenClass must be 0 to 9; it was 10.")]
    [InlineData("/examples?trueClass=-1", "trueClass must be 0 to 9; it was -1.")]
    [InlineData("/examples?indices=1,100", "indices must be numbers from 0 to 99, with commas between; one was 100.")]
    [InlineData("/examples?range=loss", "range must be COLUMN:FROM,TO, with a number at one end at least")]
    [InlineData("/examples?range=aum:1,;loss:x,2", "one was loss:x,2.")]
    [InlineData("/examples?range=loss:2,1", "range must begin before it ends; one was loss:2,1.")]
    [InlineData("/examples?range=beauty:0,1", "range must be a column of the ledger (prediction, ")]
    [InlineData("/columns?names=", "names must name 1 to 12 columns, with commas between; it named 0.")]
    [InlineData("/columns?names=loss,beauty", "names must be a column of the ledger (")]
    [InlineData("/columns?names=loss&epoch=9", "epoch must be one of the 5 that were recorded, 1 to 5; it was 9.")]
    [InlineData("/histograms?column=beauty", "column must be a column of the ledger (")]
    [InlineData("/histograms?column=loss&epoch=0", "epoch must be one of the 5 that were recorded, 1 to 5; it was 0.")]
    [InlineData("/agreement?with=", "with must name 1 to 9 runs, with commas between; it named 0.")]
    [InlineData("/agreement?with=another", "with must name runs by their ids; one was another.")]
    [InlineData(".csv?rows=all", "rows must be examples or evaluations; it was all.")]
    [InlineData(".parquet?rows=all", "rows must be examples or evaluations; it was all.")]
    public async Task What_a_ledger_does_not_have_is_refused_with_a_sentence(string query, string sentence)
    {
        var (status, body) = await lab.Client.Get(Route(query));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_as_csv_says_of_every_example_and_epoch_what_its_pages_say()
    {
        var (names, lines) = await Csv(".csv");
        var rows = await All("all");
        Assert.Equal(["index", "true-label", "given-label", "corrupted", "held-out"], names.Take(5));
        Assert.Equal(rows.Count, lines.Count);
        foreach (var (row, line) in rows.Zip(lines))
        {
            Assert.Equal([row.Index, row.TrueLabel, row.GivenLabel, row.Corrupted ? 1 : 0, row.HeldOut ? 1 : 0], line.Take(5));
            Assert.Equal(names.Skip(5).Select(name => row.Values[name]), line.Skip(5));
        }
        // Held-out examples are never shown.
        Assert.Contains(lines, line => line[names.IndexOf("shown")] is null);

        (names, lines) = await Csv(".csv?rows=evaluations");
        Assert.Equal(500, lines.Count);
        var story = await lab.Client.Get<LedgerStory>(Route("/examples/42"));
        var told = lines.Where(line => line[1] == 42).ToList();
        Assert.Equal([1, 2, 3, 4, 5], told.Select(line => line[0]));
        Assert.Equal(story.Values.Keys.Order(), names.Skip(6).Order());
        foreach (var (name, values) in story.Values)
            Assert.Equal(values, told.Select(line => line[names.IndexOf(name)]));
    }

    [Fact]
    public async Task Ledger_as_parquet_has_the_rows_and_types_of_the_table()
    {
        var (names, lines) = await Csv(".csv?rows=evaluations");
        using var asked = new HttpRequestMessage(HttpMethod.Get, Route(".parquet?rows=evaluations"));
        var (answer, bytes) = await lab.Client.Raw(asked);
        Assert.Equal($"weblab-{_run.Id}-evaluations.parquet", answer.Content.Headers.ContentDisposition!.FileName);
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(bytes));
        Assert.Equal(names, reader.Schema.GetDataFields().Select(field => field.Name));
        Assert.Equal(5, reader.RowGroupCount);
        var read = lines.ConvertAll(line => new float?[line.Length]);
        for (var epoch = 0; epoch < 5; epoch++)
        {
            using var group = reader.OpenRowGroupReader(epoch);
            foreach (var (field, column) in reader.Schema.GetDataFields().Select((field, column) => (field, column)))
            {
                var isWhole = field.ClrType == typeof(int);
                Assert.Equal(names[column] is not ("loss" or "margin" or "confidence-now" or "el2n"), isWhole);
                var values = isWhole ? (await Read<int>(group, field)).ConvertAll(value => (float?)value) : await Read<float>(group, field);
                for (var i = 0; i < 100; i++)
                    read[(epoch * 100) + i][column] = values[i];
            }
        }
        Assert.Equal(lines, read);
    }

    [Fact]
    public async Task Runs_of_the_same_examples_are_compared_and_others_refused()
    {
        var other = await Trained(Spec with { Seed = 2, Regularisers = new() });
        var agreement = await lab.Client.Get<LedgerAgreement>(Route($"/agreement?with={other.Id}"));
        Assert.Equal(90, agreement.Count);
        var pair = Assert.Single(agreement.Pairs);
        Assert.Equal(90, pair.Both + pair.FirstOnly + pair.SecondOnly + pair.Neither);
        Assert.Equal([pair.Neither, pair.FirstOnly + pair.SecondOnly, pair.Both], agreement.FittedBy);
        Assert.Equal([_run.Id, other.Id], agreement.Runs.Select(run => run.Id));
        Assert.Equal([pair.Both + pair.FirstOnly, pair.Both + pair.SecondOnly], agreement.Runs.Select(run => run.Fitted));
        Assert.Equal(_run.Result!.TrainAccuracy, agreement.Runs[0].Fitted / 90.0, 1e-6);

        var fewer = await Trained(Spec with { TrainSize = 60 });
        var (status, body) = await lab.Client.Get(Route($"/agreement?with={fewer.Id}"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(
            "with must name runs of the same training examples as run 0, 100 of generated; run 0 has 60 of generated.",
            body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Run_that_waits_has_no_ledger_and_says_so()
    {
        var (status, body) = await lab.Client.Get($"{ApiRoutes.Runs}/{Guid.NewGuid()}/ledger");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no run ", body, StringComparison.Ordinal);
        var runs = (await lab.Client.Launch(Specs.Endless, Specs.Endless)).Runs;
        (status, body) = await lab.Client.Get($"{ApiRoutes.Runs}/{runs[1].Id}/ledger");
        foreach (var run in runs.Reverse())
            await lab.Client.Cancel(run.Id);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("run 1 has no ledger yet: it begins with the end of the first epoch.", body, StringComparison.Ordinal);
    }

    private string Route(string rest = "") => $"{ApiRoutes.Runs}/{_run.Id}/ledger{rest}";

    private async Task<IReadOnlyList<LedgerRow>> All(string show) =>
        (await lab.Client.Get<LedgerPage>(Route($"/examples?show={show}&limit=200"))).Rows;

    private async Task<(List<string> Names, List<float?[]> Lines)> Csv(string rest)
    {
        var (status, body) = await lab.Client.Get(Route(rest));
        Assert.Equal(HttpStatusCode.OK, status);
        var lines = body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return (
            [.. lines[0].Split(',')],
            [
                .. lines
                    .Skip(1)
                    .Select(line =>
                        Array.ConvertAll(line.Split(','), cell =>
                            cell.Length == 0 ? (float?)null : float.Parse(cell, CultureInfo.InvariantCulture)
                        )
                    ),
            ]
        );
    }

    private static async Task<List<T?>> Read<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        if (field.IsNullable)
        {
            var missing = new T?[100];
            await group.ReadAsync<T>(field, missing.AsMemory());
            return [.. missing];
        }
        var values = new T[100];
        await group.ReadAsync<T>(field, values.AsMemory());
        return [.. values.Select(value => (T?)value)];
    }

    private async Task<RunSummary> Trained(RunSpec spec)
    {
        await using var watcher = await Watcher.Start(lab.Client);
        return await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);
    }
}
