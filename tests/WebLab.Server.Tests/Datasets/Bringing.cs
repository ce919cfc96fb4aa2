using System.Net;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Server.Tests.Datasets;

/// <summary>The steps by which a file becomes a data set.</summary>
internal static class Bringing
{
    private const int Chunk4 = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Task<UploadInfo> Upload(LabClient client, string name, byte[] content) => Upload(client, (name, content));

    public static async Task<UploadInfo> Upload(LabClient client, params (string Name, byte[] Content)[] files)
    {
        UploadFile[] announced = [.. files.Select(file => new UploadFile(file.Name, file.Content.Length))];
        var upload = await Post<UploadInfo>(client, ApiRoutes.Uploads, new UploadRequest(files[0].Name, announced));
        foreach (var (part, index) in files.SelectMany(file => file.Content).Chunk(Chunk4).Select((part, index) => (part, index)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"{ApiRoutes.Uploads}/{upload.Id}?offset={(long)index * Chunk4}");
            request.Content = new ByteArrayContent(part);
            var (answer, body) = await client.Raw(request);
            using (answer)
                Assert.True(answer.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(body));
        }
        return upload;
    }

    public static Task<ImportInfo> Look(LabClient client, ImportRequest request) => Post<ImportInfo>(client, ApiRoutes.Imports, request);

    /// <summary>Uploads a file and waits until it was looked at.</summary>
    public static Task<ImportInfo> Look(LabClient client, string name, byte[] content) => Look(client, (name, content));

    /// <summary>Uploads files together and waits until they were looked at.</summary>
    public static async Task<ImportInfo> Look(LabClient client, params (string Name, byte[] Content)[] files)
    {
        var upload = await Upload(client, files);
        var import = await Look(client, new ImportRequest { UploadId = upload.Id });
        return await Until(client, import.Id, ImportState.Ready, ImportState.Failed);
    }

    public static Task<ImportInfo> Until(LabClient client, Guid id, params ImportState[] states) =>
        Until(client.Get<ImportInfo>, id, states);

    public static async Task<ImportInfo> Until(Func<string, Task<ImportInfo>> get, Guid id, params ImportState[] states)
    {
        var import = await get($"{ApiRoutes.Imports}/{id}");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var patience = new CancellationTokenSource(Patience);
        while (!states.Contains(import.State))
        {
            Assert.False(
                patience.IsCancellationRequested,
                $"Within {Patience.TotalSeconds} s the import was not {string.Join(" or ", states)}; it was {import.State}: "
                    + $"{import.Problem}"
            );
            await timer.WaitForNextTickAsync();
            import = await get($"{ApiRoutes.Imports}/{id}");
        }
        return import;
    }

    public static Task<ImportInfo> Begin(LabClient client, Guid id, ImportBegin begin) =>
        Post<ImportInfo>(client, $"{ApiRoutes.Imports}/{id}/begin", begin);

    /// <summary>The whole way of one file into the catalogue.</summary>
    public static async Task<DatasetInfo> Bring(LabClient client, string name, byte[] content, string title, bool isPrivate = false)
    {
        var import = await Look(client, name, content);
        Assert.True(import.State == ImportState.Ready, import.Problem);
        await Begin(client, import.Id, new(title, IsPrivate: isPrivate));
        import = await Until(client, import.Id, ImportState.Completed, ImportState.Ready, ImportState.Failed);
        Assert.True(import.State == ImportState.Completed, import.Problem);
        return await client.Get<DatasetInfo>($"{ApiRoutes.Datasets}/{import.Dataset}");
    }

    public static async Task<T> Post<T>(LabClient client, string path, object body)
    {
        var (status, text) = await client.Post(path, JsonSerializer.Serialize(body, body.GetType(), LabJson.Options));
        Assert.True((int)status < 300, $"{path}: {status} {text}");
        return JsonSerializer.Deserialize<T>(text, LabJson.Options)!;
    }
}
