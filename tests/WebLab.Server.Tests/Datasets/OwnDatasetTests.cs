using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

/// <summary>A lab's own data set, from its folder to a run; and one that does not read whole, which gets no run.</summary>
public sealed class OwnDatasetTests(SharedLab lab) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-own-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task An_idx_set_of_another_shape_is_added_previewed_and_trained_on()
    {
        Write(20, 14, 7);
        var (status, body) = await Add(_folder.FullName, "grey-letters");
        Assert.True(status == HttpStatusCode.Created, body);
        var info = (await lab.Client.Get<IReadOnlyList<DatasetInfo>>(ApiRoutes.Datasets)).Single(each => each.Facts.Name == "grey-letters");
        Assert.Equal((DatasetState.Ready, 20, 14, 7), (info.State, info.Facts.Height, info.Facts.Width, info.Facts.Classes.Count));
        Assert.Equal(64, info.ContentHash!.Length);
        var spec = new RunSpec
        {
            Dataset = "grey-letters",
            TrainSize = 60,
            TestSize = 20,
            Epochs = 2,
            BatchSize = 10,
            Corruption = new() { Kind = CorruptionKind.RandomLabels },
        };
        var (previewed, preview) = await lab.Client.Post(ApiRoutes.CorruptionPreview, JsonSerializer.Serialize(spec, LabJson.Options));
        Assert.True(previewed == HttpStatusCode.OK, preview);
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);
        Assert.Contains(run.Facts!.GivenLabelHash, preview, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_set_leaves_the_catalogue_when_no_run_needs_it()
    {
        Write(8, 8, 3);
        var (status, body) = await Add(_folder.FullName, "soon-gone");
        Assert.True(status == HttpStatusCode.Created, body);
        var run = await lab.Client.LaunchOne(
            new()
            {
                Dataset = "soon-gone",
                TrainSize = 60,
                TestSize = 20,
                BatchSize = 10,
                Epochs = 10_000,
            }
        );
        const string path = $"{ApiRoutes.Datasets}/soon-gone";
        var (refused, sentence) = await lab.Client.Send(HttpMethod.Delete, path);
        Assert.True(refused == HttpStatusCode.Conflict && sentence.Contains(run.Id.ToString(), StringComparison.Ordinal), sentence);
        await using var watcher = await Watcher.Start(lab.Client);
        await lab.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled);
        (refused, sentence) = await lab.Client.Send(HttpMethod.Delete, path);
        Assert.True(
            refused == HttpStatusCode.Conflict && sentence.Contains("is used by 1 run that ended: it stays", StringComparison.Ordinal),
            sentence
        );
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, path + "?used=true")).Status);
        Assert.DoesNotContain(await lab.Client.Get<IReadOnlyList<DatasetInfo>>(ApiRoutes.Datasets), info => info.Facts.Name == "soon-gone");
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Send(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Datasets}/mnist")).Status);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Runs_on_a_set_whose_entry_is_gone_fail_by_its_name_and_hold_up_neither_start_nor_queue()
    {
        Write(8, 8, 3);
        using var store = new TemporaryFolder("weblab-store-");
        var onSet = Specs.Endless with { Dataset = "lost", TrainSize = 60, TestSize = 20, BatchSize = 10 };
        var before = await LabServer.Start(store.Path);
        var request = new AddDatasetRequest(_folder.FullName, "lost");
        var (status, body) = await before.Client.Post(ApiRoutes.Datasets, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.True(status == HttpStatusCode.Created, body);
        var active = await before.Client.LaunchOne(onSet);
        await using (var watcher = await Watcher.Start(before.Client, active.Id))
            await watcher.UntilPoints(active.Id, 10);
        var queued = await before.Client.LaunchOne(onSet);
        var behind = await before.Client.LaunchOne(Specs.Short);
        await before.Kill();
        await before.DisposeAsync();
        File.WriteAllText(Path.Combine(store.Path, "catalogue", "lost.json"), "{");

        await using var after = await LabServer.Start(store.Path, before.Address.Port);
        await using var later = await Watcher.Start(after.Client);
        await after.Client.Cancel(active.Id);
        var failed = await later.Until(queued.Id, RunStatus.Failed);
        Assert.StartsWith("dataset must be one that this lab has; lost is not in its catalogue", failed.StatusDetail);
        await later.Until(behind.Id, RunStatus.Completed);
        Assert.Contains("lost.json cannot be read, and its data set is not known", after.Output, StringComparison.Ordinal);
        var (seen, said) = await after.Client.Get($"{ApiRoutes.Runs}/{active.Id}/ledger");
        Assert.True(seen == HttpStatusCode.NotFound && said.Contains("There is no data set lost here", StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task A_set_that_breaks_after_it_was_added_is_not_ready_and_gets_no_run()
    {
        Write(8, 8, 3);
        var (status, body) = await Add(_folder.FullName, "soon-broken");
        Assert.True(status == HttpStatusCode.Created, body);
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "train-images-idx3-ubyte"), new byte[30]);
        var info = await lab.Client.Get<DatasetInfo>($"{ApiRoutes.Datasets}/soon-broken");
        Assert.Equal(DatasetState.Broken, info.State);
        Assert.Contains("train-images-idx3-ubyte begins with 0x00000000", info.Note, StringComparison.Ordinal);
        var request = new ExperimentRequest
        {
            Name = "broken",
            Runs =
            [
                new(
                    "run",
                    new()
                    {
                        Dataset = "soon-broken",
                        TrainSize = 60,
                        BatchSize = 10,
                    }
                ),
            ],
        };
        var (launched, refusal) = await lab.Client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.Equal(HttpStatusCode.BadRequest, launched);
        Assert.Contains("dataset must be one that reads whole; soon-broken does not:", refusal, StringComparison.Ordinal);
        // Whoever may launch learns what is wrong, and not where things lie on the machine.
        Assert.DoesNotContain(_folder.FullName, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mnist", "name must be another than mnist")]
    [InlineData("Bad Name", "name must have 1 to 40 lower-case letters, digits and dashes")]
    public async Task Names_that_are_taken_or_none_are_refused(string name, string sentence)
    {
        Write(8, 8, 3);
        var (status, body) = await Add(_folder.FullName, name);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, string Body)> Add(string folder, string name) =>
        lab.Client.Post(ApiRoutes.Datasets, JsonSerializer.Serialize(new AddDatasetRequest(folder, name), LabJson.Options));

    private void Write(byte height, byte width, int classes)
    {
        foreach (var (split, count) in new[] { ("train", 60), ("t10k", 20) })
        {
            File.WriteAllBytes(
                Path.Combine(_folder.FullName, $"{split}-images-idx3-ubyte"),
                [
                    .. new byte[] { 0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, height, 0, 0, 0, width },
                    .. Enumerable.Range(0, count * height * width).Select(i => (byte)(i * 31)),
                ]
            );
            File.WriteAllBytes(
                Path.Combine(_folder.FullName, $"{split}-labels-idx1-ubyte"),
                [.. new byte[] { 0, 0, 8, 1, 0, 0, 0, (byte)count }, .. Enumerable.Range(0, count).Select(i => (byte)(i % classes))]
            );
        }
    }
}
