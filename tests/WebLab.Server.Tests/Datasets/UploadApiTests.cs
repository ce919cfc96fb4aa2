using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

/// <summary>Files on their way to the server: in chunks, cut, resumed, refused.</summary>
public sealed class UploadApiTests(SharedLab lab)
{
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_folder_goes_on_where_it_stood_when_the_server_was_killed_and_old_uploads_are_thrown_away()
    {
        using var store = new TemporaryFolder();
        var files = new[] { ("cats/a.png", 300_000), ("cats/empty.png", 0), ("dogs/b.png", 5), ("dogs/c.png", 200_000) };
        var bytes = Enumerable.Range(0, 500_005).Select(i => (byte)(i * 7 / 3)).ToArray();
        var request = new UploadRequest("pets", [.. files.Select(file => new UploadFile(file.Item1, file.Item2, 17))]);
        UploadInfo begun;
        await using (var first = await LabServer.Start(store.Path))
        {
            begun = await Begin(first.Client, request);
            Assert.Equal((4, 500_005L, 0L), (begun.Files, begun.Size, begun.Received));
            Assert.Equal(400_000, (await Put(first.Client, begun.Id, 0, bytes[..400_000])).Received);
            await first.Kill();
        }
        await using (
            var second = await LabServer.Start(store.Path, settings: ["--Uploads:BytesAPerson", "600000", "--Uploads:AtATime", "2"])
        )
        {
            // Announced again, as a page does after a reload, it is the same upload.
            var again = await Begin(second.Client, request);
            Assert.Equal((begun.Id, 400_000L), (again.Id, again.Received));
            var (status, sentence) = await Send(second.Client, begun.Id, 300_000, bytes[300_000..]);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains("offset must be 400000, where the upload stands", sentence, StringComparison.Ordinal);
            Assert.Equal(500_005, (await Put(second.Client, begun.Id, 400_000, bytes[400_000..])).Received);
            Assert.Equal(HttpStatusCode.Conflict, (await Send(second.Client, begun.Id, 500_005, [1])).Status);
            var folder = Path.Combine(store.Path, "uploads", begun.Id.ToString("N"), "files");
            var from = 0;
            foreach (var (path, size) in files)
            {
                Assert.Equal(bytes[from..(from + size)], await File.ReadAllBytesAsync(Path.Combine(folder, path)));
                from += size;
            }
            await Refused(
                second.Client,
                new("more", [new("a.zip", 100_000)]),
                HttpStatusCode.RequestEntityTooLarge,
                "may have 1 MB together"
            );
            await Begin(second.Client, new("small", [new("a.zip", 10)]));
            await Refused(second.Client, new("third", [new("b.zip", 10)]), HttpStatusCode.TooManyRequests, "at most 2 uploads at a time");
        }
        var uploads = Path.Combine(store.Path, "uploads");
        Directory.CreateDirectory(Path.Combine(uploads, "half-made"));
        await using var third = await LabServer.Start(store.Path, settings: ["--Uploads:KeptFor", "00:00:00.001"]);
        await Waiting.Until(
            () => !Directory.EnumerateFileSystemEntries(uploads).Any(),
            TimeSpan.FromSeconds(30),
            () => "the end of the old uploads"
        );
        Assert.Empty(await third.Client.Get<IReadOnlyList<UploadInfo>>(ApiRoutes.Uploads));
    }

    [Theory]
    [InlineData("../../etc/passwd", "path must lead down from the folder")]
    [InlineData("/etc/passwd", "path must lead down from the folder")]
    [InlineData("a//b.png", "path must lead down from the folder")]
    [InlineData("a/./b.png", "path must lead down from the folder")]
    [InlineData("a\\b.png", "path must lead down from the folder")]
    [InlineData("C:/b.png", "path must lead down from the folder")]
    [InlineData("a\u202Egnp.exe", "path must lead down from the folder")]
    [InlineData("", "path must lead down from the folder")]
    [InlineData("UPLOAD/one.png", "must be another for each file; UPLOAD/one.png came twice")]
    [InlineData("upload/one.png/two.png", "path must not lead through another file")]
    public async Task What_leads_out_of_the_upload_is_refused_with_a_sentence(string path, string sentence) =>
        await Refused(lab.Client, new("files", [new("upload/one.png", 1), new(path, 1)]), HttpStatusCode.BadRequest, sentence);

    [Fact]
    public async Task A_part_that_goes_beyond_the_end_brings_nothing()
    {
        var info = await Begin(lab.Client, new("short", [new("short.csv", 3)]));
        using var http = new HttpClient();
        using var content = new ByteArrayContent([1, 2, 3, 4]);
        var path = $"{ApiRoutes.Uploads}/{info.Id}";
        using var answer = await http.PutAsync(new Uri(lab.Server.Address, $"{path}?offset=0"), content);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(0, (await lab.Client.Get<UploadInfo>(path)).Received);
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, path)).Status);
    }

    [Fact]
    public async Task A_file_that_is_null_is_refused_with_a_sentence()
    {
        var (status, body) = await lab.Client.Post(ApiRoutes.Uploads, """{"name":"x","files":[{"path":"a","size":1},null]}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("files must each have a path and a size; one was null.", body);
    }

    [Fact]
    public async Task Names_in_every_script_and_no_more_than_there_is_room_for()
    {
        var info = await Begin(
            lab.Client,
            new("写真", [new("кошки/кот.png", 1), new("猫/ねこ.png", 1), new("قطط/قطة.png", 1), new("🐈/é.png", 1)])
        );
        Assert.Equal(4, (await Put(lab.Client, info.Id, 0, [1, 2, 3, 4])).Received);
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Uploads}/{info.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Get($"{ApiRoutes.Uploads}/{info.Id}")).Status);
        await Refused(
            lab.Client,
            new("all", [new("a", 10_000_000_000_000), new("b", 10_000_000_000_000)]),
            HttpStatusCode.RequestEntityTooLarge,
            "A person's uploads may have 50 GB together"
        );
    }

    private static async Task<UploadInfo> Begin(LabClient client, UploadRequest request)
    {
        var (status, body) = await client.Post(ApiRoutes.Uploads, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.True(status is HttpStatusCode.Created or HttpStatusCode.OK, body);
        return JsonSerializer.Deserialize<UploadInfo>(body, LabJson.Options)!;
    }

    private static async Task Refused(LabClient client, UploadRequest request, HttpStatusCode status, string sentence)
    {
        var (answered, body) = await client.Post(ApiRoutes.Uploads, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.True(answered == status, body);
        Assert.True(body.Contains(sentence, StringComparison.Ordinal), body);
    }

    private static async Task<UploadInfo> Put(LabClient client, Guid id, long offset, byte[] bytes)
    {
        var (status, body) = await Send(client, id, offset, bytes);
        Assert.True(status == HttpStatusCode.OK, body);
        return JsonSerializer.Deserialize<UploadInfo>(body, LabJson.Options)!;
    }

    private static async Task<(HttpStatusCode Status, string Body)> Send(LabClient client, Guid id, long offset, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{ApiRoutes.Uploads}/{id}?offset={offset}");
        request.Content = new ByteArrayContent(bytes);
        var (answer, body) = await client.Raw(request);
        using (answer)
            return (answer.StatusCode, System.Text.Encoding.UTF8.GetString(body));
    }
}
