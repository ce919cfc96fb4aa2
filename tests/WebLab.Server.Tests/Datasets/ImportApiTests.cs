using System.Net;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

/// <summary>From a file to a run, by the worker's own process; cut short at every point, nothing of it stays.</summary>
public sealed class ImportApiTests(SharedLab lab)
{
    private static readonly RunSpec Small = new()
    {
        TrainSize = 40,
        TestSize = 20,
        BatchSize = 10,
        Epochs = 3,
    };

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_table_is_understood_imported_trained_on_by_every_kind_of_model_and_named_by_its_content()
    {
        var import = await Bringing.Look(lab.Client, "pets.csv", BroughtFiles.Table(200));
        Assert.True(import.State == ImportState.Ready, import.Problem);
        Assert.Equal(DatasetKind.Features, import.Preview!.Kind);
        Assert.Equal("kind", import.Preview.Choices.LabelColumn);
        Assert.NotEmpty(import.Preview.Understood);
        Assert.Equal(200, import.Preview.Classes.Sum(count => count.Train + count.Test));
        await Bringing.Begin(lab.Client, import.Id, new("Pets & co."));
        import = await Bringing.Until(lab.Client, import.Id, ImportState.Completed);
        Assert.Equal("pets-co", import.Dataset);
        var info = await lab.Client.Get<DatasetInfo>($"{ApiRoutes.Datasets}/pets-co");
        Assert.Equal((DatasetState.Ready, 3, true), (info.State, info.Facts.Width, info.MayChange));
        // Not by its name: a test that came before may have left another one's.
        Assert.NotNull(import.UploadId);
        Assert.DoesNotContain(await lab.Client.Get<IReadOnlyList<UploadInfo>>(ApiRoutes.Uploads), upload => upload.Id == import.UploadId);

        await using var watcher = await Watcher.Start(lab.Client);
        foreach (var model in new[] { ModelName.Mlp1x512, ModelName.Linear, ModelName.GaussianKernel })
        {
            var spec = Small with
            {
                Dataset = "pets-co",
                Model = model,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
            };
            var run = await watcher.Until((await lab.Client.LaunchOne(spec)).Id, run => run.Status.HasEnded(), "the end");
            Assert.True(run.Status == RunStatus.Completed, $"{model}: {run.StatusDetail}");
            Assert.Equal(info.ContentHash, run.Spec.DatasetHash);
        }
        Assert.Equal(3, (await lab.Client.Get<DatasetInfo>($"{ApiRoutes.Datasets}/pets-co")).UsedBy);

        await Refused(Small with { Dataset = "pets-co", DatasetHash = new('0', 64) }, "holds other examples or labels");
        await Refused(Small with { Dataset = "pets-co", Model = ModelName.SmallAlexnet }, "model must take the 3 features of pets-co");
        var (status, sentence) = await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Datasets}/pets-co");
        Assert.True(status == HttpStatusCode.Conflict && sentence.Contains("is used by 3 runs", StringComparison.Ordinal), sentence);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Zipped_images_are_looked_at_again_with_other_choices_and_trained_on()
    {
        var import = await Bringing.Look(lab.Client, "shades.zip", BroughtFiles.ZippedImages(30));
        Assert.True(import.State == ImportState.Ready, import.Problem);
        var first = import.Preview!;
        Assert.Equal((DatasetKind.Images, 8, 8, 1), (first.Kind, first.Height, first.Width, first.Channels));
        Assert.Equal(["dark", "light"], first.SheetClasses);
        Assert.NotEmpty(first.Sheet!);

        var choices = JsonSerializer.Serialize(new ImportChoices { Side = 12, HoldOut = 0.5 }, LabJson.Options);
        var (status, answer) = await lab.Client.Send(HttpMethod.Put, $"{ApiRoutes.Imports}/{import.Id}/preview", choices);
        Assert.True(status == HttpStatusCode.Accepted, answer);
        import = await Bringing.Until(lab.Client, import.Id, ImportState.Ready, ImportState.Failed);
        Assert.True(import.State == ImportState.Ready, import.Problem);
        Assert.Equal((12, 30), (import.Preview!.Width, import.Preview.Classes.Sum(count => count.Test)));

        await Bringing.Begin(lab.Client, import.Id, new("Shades", "shades"));
        await Bringing.Until(lab.Client, import.Id, ImportState.Completed);
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await lab.Client.LaunchOne(Small with { Dataset = "shades", TrainSize = 30 });
        await watcher.Until(run.Id, RunStatus.Completed);
        var (sheet, _) = await lab.Client.Get($"{ApiRoutes.Datasets}/shades/sheet");
        Assert.Equal(HttpStatusCode.OK, sheet);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task What_cannot_be_read_is_told_with_the_set_and_labels_are_taken_back_to_the_files_that_they_are_of()
    {
        var zip = BroughtFiles.ZippedImages(30, "light/page.png");
        var info = await Bringing.Bring(lab.Client, "half-lit.zip", zip, "Half lit");
        Assert.Equal(1, info.LeftOut!.Count);
        Assert.Contains("light/page.png", info.LeftOut.Words(), StringComparison.Ordinal);
        Assert.True(info.HasOrigins);

        var (_, names) = await lab.Client.Get($"{ApiRoutes.Datasets}/half-lit/names.csv");
        var rows = names.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(60, rows.Select(row => row[2]).Distinct().Count());
        Assert.Equal(info.Facts.TestCount, rows.Count(row => row[0] == "test"));
        await LabelsAreOfTheirFiles(rows);
        var audit = await lab.Client.LaunchOne(
            new()
            {
                Dataset = "half-lit",
                TrainSize = info.Facts.TrainCount,
                TestSize = info.Facts.TestCount,
                Analysis = new() { Kind = "label-audit" },
            }
        );
        await lab.Client.Cancel(audit.Id);
        var (_, labels) = await lab.Client.Get($"{ApiRoutes.Runs}/{audit.Id}/labels.csv");
        var corrected = labels.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        // Each line has the file that its label is of, in the order of the array.
        Assert.Equal(rows.Select(row => (row[0], row[1], row[2])), corrected.Select(row => (row[8], row[0], row[9])));
        Assert.All(corrected, row => Assert.StartsWith($"{row[2]}/", row[9], StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Get($"{ApiRoutes.Datasets}/generated/names.csv")).Status);
    }

    /// <summary>Labels of both splits as the files sort, which is not the order of the set: found by the files' names, asked about without
    /// them.</summary>
    private async Task LabelsAreOfTheirFiles(List<string[]> rows)
    {
        var sorted = rows.OrderBy(row => row[2], StringComparer.Ordinal).Select(row => (Split: row[0], File: row[2])).ToList();
        var named = "filename,label\n" + string.Concat(sorted.Select(row => $"{row.File},{row.File.Split('/')[0]}\n"));
        var kept = await Uploaded("people.csv", named);
        Assert.Equal((rows.Count(row => row[0] == "train"), 0.0, null), (kept.Count, kept.NoiseRate, kept.Doubt));
        var alone = sorted.Where(row => row.Split == "train").Select(row => $"{row.File.Split('/')[0]}\n");
        Assert.Contains("(names.csv)", (await Uploaded("alone.txt", string.Concat(alone))).Doubt, StringComparison.Ordinal);

        async Task<LabelFileInfo> Uploaded(string title, string text)
        {
            var (answer, told) = await lab.Client.Raw(
                new(HttpMethod.Post, $"{ApiRoutes.Datasets}/half-lit/labels?title={title}")
                {
                    Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)),
                }
            );
            Assert.True(answer.StatusCode == HttpStatusCode.Created, Encoding.UTF8.GetString(told));
            return JsonSerializer.Deserialize<LabelFileInfo>(told, LabJson.Options)!;
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task An_archive_beside_a_table_is_opened_and_what_is_not_understood_is_asked_for_and_looked_at_again()
    {
        static byte[] List(Func<int, string> kind) =>
            Encoding.UTF8.GetBytes(
                "name,kind,noise\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"dark/{i}.png,{kind(i)},0.{i + 1}\n"))
            );
        var images = BroughtFiles.ZippedImages(20);
        var import = await Bringing.Look(lab.Client, ("images.zip", images), ("labels.csv", List(i => i % 2 == 0 ? "cat" : "dog")));
        Assert.True(import.State == ImportState.Ready, import.Problem);
        Assert.Equal(ImportForm.ImageTable, import.Preview!.Choices.Form);
        Assert.Equal(20, import.Preview.Classes.Sum(each => each.Train + each.Test));
        Assert.Equal(["cat", "dog"], import.Preview.Classes.Select(each => each.Name));
        Assert.Null(import.Question);
        await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Imports}/{import.Id}");

        var rows = Enumerable.Range(0, 20).Select(i => $"0.{i + 1},{(i % 2 == 0 ? "cat" : "dog")},1.{i + 1}\n");
        import = await Bringing.Look(lab.Client, "pets.csv", Encoding.UTF8.GetBytes("a,pet,b\n" + string.Concat(rows)));
        Assert.Equal((ImportState.Failed, "labelColumn"), (import.State, import.Question!.Field));
        Assert.Equal(["a", "pet", "b"], import.Question.Columns);
        var choices = JsonSerializer.Serialize(import.Question.Choices with { LabelColumn = "pet" }, LabJson.Options);
        var (status, answer) = await lab.Client.Send(HttpMethod.Put, $"{ApiRoutes.Imports}/{import.Id}/preview", choices);
        Assert.True(status == HttpStatusCode.Accepted, answer);
        import = await Bringing.Until(lab.Client, import.Id, ImportState.Ready, ImportState.Failed);
        Assert.True(import.State == ImportState.Ready, import.Problem);
        Assert.Null(import.Question);
        await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Imports}/{import.Id}");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task What_is_no_data_set_is_told_in_a_sentence_and_what_is_not_there_is_refused()
    {
        var import = await Bringing.Look(lab.Client, "poem.bin", "Tyger Tyger, burning bright"u8.ToArray());
        Assert.Equal(ImportState.Failed, import.State);
        Assert.EndsWith(".", import.Problem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Imports}/{import.Id}")).Status);
        foreach (
            var (request, status) in new[]
            {
                (new ImportRequest(), HttpStatusCode.BadRequest),
                (new ImportRequest { UploadId = Guid.NewGuid() }, HttpStatusCode.NotFound),
                (new ImportRequest { Path = "relative" }, HttpStatusCode.BadRequest),
                (new ImportRequest { Path = "/not/there" }, HttpStatusCode.BadRequest),
            }
        )
        {
            var (answered, body) = await lab.Client.Post(ApiRoutes.Imports, JsonSerializer.Serialize(request, LabJson.Options));
            Assert.True(answered == status, body);
        }
        var half = await Bringing.Post<UploadInfo>(lab.Client, ApiRoutes.Uploads, new UploadRequest("half.zip", [new("half.zip", 10)]));
        var (refused, sentence) = await lab.Client.Post(
            ApiRoutes.Imports,
            JsonSerializer.Serialize(new ImportRequest { UploadId = half.Id }, LabJson.Options)
        );
        Assert.True(refused == HttpStatusCode.Conflict && sentence.Contains("0 of 10 bytes", StringComparison.Ordinal), sentence);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_server_that_is_killed_in_the_middle_keeps_nothing_half_imported_and_says_so()
    {
        using var store = new TemporaryFolder();
        Guid id;
        await using (var first = await LabServer.Start(store.Path))
        {
            var import = await Bringing.Look(first.Client, "many.zip", BroughtFiles.ZippedImages(8_000));
            Assert.True(import.State == ImportState.Ready, import.Problem);
            id = import.Id;
            await Bringing.Begin(first.Client, id, new("Many shades"));
            await Bringing.Until(first.Client, id, ImportState.Importing, ImportState.Completed);
            await first.Kill();
        }
        await using var second = await LabServer.Start(store.Path);
        var after = await second.Client.Get<ImportInfo>($"{ApiRoutes.Imports}/{id}");
        Assert.True(after.State == ImportState.Ready, $"{after.State}: {after.Problem}");
        Assert.Equal("The server ended while many.zip was imported. Nothing of it was kept; import it again.", after.Problem);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(store.Path, "datasets")));
        Assert.False(Directory.Exists(Path.Combine(store.Path, "imports", id.ToString("N"), "work")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(store.Path, "catalogue")));
        // It is all still there to be begun again; and ended by its owner in the middle, it is gone.
        await Bringing.Begin(second.Client, id, new("Many shades"));
        await Bringing.Until(second.Client, id, ImportState.Importing, ImportState.Completed);
        Assert.Equal(HttpStatusCode.NoContent, (await second.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Imports}/{id}")).Status);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(store.Path, "datasets")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(store.Path, "imports")));
        Assert.Equal(HttpStatusCode.NotFound, (await second.Client.Get($"{ApiRoutes.Imports}/{id}")).Status);
    }

    private async Task Refused(RunSpec spec, string sentence)
    {
        var request = new Contracts.Experiments.ExperimentRequest { Name = "refused", Runs = [new("a run", spec)] };
        var (status, body) = await lab.Client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.True(status == HttpStatusCode.BadRequest && body.Contains(sentence, StringComparison.Ordinal), body);
    }
}
