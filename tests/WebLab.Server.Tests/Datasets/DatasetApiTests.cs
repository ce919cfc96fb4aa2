using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

public sealed class DatasetApiTests(SharedLab lab)
{
    [Fact]
    public async Task The_generated_set_is_ready_and_the_published_ones_are_offered()
    {
        DatasetInfo[] all = [.. (await lab.Client.Get<IReadOnlyList<DatasetInfo>>(ApiRoutes.Datasets)).Where(info => !info.Facts.IsOwn)];
        Assert.Equal([DatasetName.Generated, DatasetName.Cifar10, DatasetName.Mnist], all.Select(info => info.Facts.Name));
        Assert.Equal((DatasetState.Ready, false), (all[0].State, all[0].CanDownload));
        Assert.All(all.Skip(1), info => Assert.True(info.CanDownload));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_folder_that_has_the_set_is_read_from_then_on_and_after_a_restart()
    {
        var store = Directory.CreateTempSubdirectory("weblab-folder-");
        try
        {
            using var set = new SparseCifar();
            await using (var server = await LabServer.Start(store.FullName))
            {
                var (status, body) = await server.Client.Send(
                    HttpMethod.Put,
                    $"{ApiRoutes.Datasets}/cifar-10/folder",
                    $$"""{"folder":"{{set.Parent}}"}"""
                );
                Assert.True(status == HttpStatusCode.OK, body);
                Assert.Contains("is not the published file", body, StringComparison.Ordinal);
            }
            await using var again = await LabServer.Start(store.FullName);
            var info = await again.Client.Get<DatasetInfo>($"{ApiRoutes.Datasets}/cifar-10");
            Assert.Equal((DatasetState.Ready, set.Folder), (info.State, info.Folder));
            await using var watcher = await Watcher.Start(again.Client);
            var run = await again.Client.LaunchOne(Specs.Short with { Dataset = DatasetName.Cifar10 });
            var ended = await watcher.Until(run.Id, RunStatus.Completed);
            Assert.Equal(1, ended.Result!.TestAccuracy);
        }
        finally
        {
            store.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("generated", "/tmp", HttpStatusCode.BadRequest, "Generated shapes are drawn by WebLab itself and need no folder.")]
    [InlineData("cifar-10", "", HttpStatusCode.BadRequest, "folder must be an absolute path, from the root of the disk; it was empty.")]
    [InlineData("cifar-10", "data", HttpStatusCode.BadRequest, "folder must be an absolute path, from the root of the disk; it was data.")]
    [InlineData(
        "cifar-10",
        "../data",
        HttpStatusCode.BadRequest,
        "folder must be an absolute path, from the root of the disk; it was ../data."
    )]
    [InlineData("mnist", "/dev/null", HttpStatusCode.BadRequest, "/dev/null")]
    [InlineData("mnist", "/no/such/folder", HttpStatusCode.BadRequest, "/no/such/folder")]
    [InlineData("imagenet", "/tmp", HttpStatusCode.NotFound, "There is no data set imagenet.")]
    public async Task A_folder_without_the_set_is_refused_with_a_sentence(
        string name,
        string folder,
        HttpStatusCode wanted,
        string sentence
    )
    {
        var (status, body) = await lab.Client.Send(HttpMethod.Put, $"{ApiRoutes.Datasets}/{name}/folder", $$"""{"folder":"{{folder}}"}""");
        Assert.Equal(wanted, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_is_a_png_that_is_not_sent_twice()
    {
        using var first = new HttpRequestMessage(HttpMethod.Get, $"{ApiRoutes.Datasets}/generated/sheet");
        var (answer, png) = await lab.Client.Raw(first);
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);

        using var second = new HttpRequestMessage(HttpMethod.Get, first.RequestUri);
        second.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        var (again, nothing) = await lab.Client.Raw(second);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(nothing);
    }

    [Theory]
    [InlineData("GET", "cifar-10/sheet", HttpStatusCode.NotFound, "There are no images of CIFAR-10 yet: it is not on this server.")]
    [InlineData("GET", "imagenet/sheet", HttpStatusCode.NotFound, "There is no data set imagenet.")]
    [InlineData(
        "POST",
        "generated/download",
        HttpStatusCode.BadRequest,
        "Generated shapes are drawn by WebLab itself and need no download."
    )]
    [InlineData("DELETE", "mnist/download", HttpStatusCode.Conflict, "No download of MNIST is under way.")]
    public async Task What_cannot_be_is_refused_with_a_sentence(string method, string path, HttpStatusCode wanted, string sentence)
    {
        var (status, body) = await lab.Client.Send(new(method), $"{ApiRoutes.Datasets}/{path}");
        Assert.Equal(wanted, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }
}
