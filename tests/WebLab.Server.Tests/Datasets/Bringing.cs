using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

/// <summary>Files as a person brings them, and the steps by which they become a data set.</summary>
internal static class Bringing
{
    private const int Chunk4 = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>A table of three columns and a label that the first two tell.</summary>
    public static byte[] Table(int rows)
    {
        var text = new StringBuilder("length,width,noise,kind\n");
        for (var i = 0; i < rows; i++)
        {
            var kind = i % 2;
            var (length, width) = (kind * 5 + i * 37 % 100 / 50.0, (1 - kind) * 3 + i * 53 % 100 / 60.0);
            text.Append(CultureInfo.InvariantCulture, $"{length},{width},{i * 71 % 97},{(kind == 0 ? "cat" : "dog")}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A zip of grey 8x8 PNG, dark ones and light ones in a folder each.</summary>
    public static byte[] ZippedImages(int eachClass)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, base_) in new[] { ("dark", 20), ("light", 180) })
            {
                for (var i = 0; i < eachClass; i++)
                {
                    using var entry = zip.CreateEntry($"{name}/{i}.png").Open();
                    entry.Write(Png([.. Enumerable.Range(0, 64).Select(p => (byte)(base_ + (p * 7 + i * 13) % 60))]));
                }
            }
        }
        return content.ToArray();
    }

    public static async Task<UploadInfo> Upload(LabClient client, string name, byte[] content)
    {
        var upload = await Post<UploadInfo>(client, ApiRoutes.Uploads, new UploadRequest(name, [new(name, content.Length)]));
        foreach (var (part, index) in content.Chunk(Chunk4).Select((part, index) => (part, index)))
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
    public static async Task<ImportInfo> Look(LabClient client, string name, byte[] content)
    {
        var upload = await Upload(client, name, content);
        var import = await Look(client, new ImportRequest { UploadId = upload.Id });
        return await Until(client, import.Id, ImportState.Ready, ImportState.Failed);
    }

    public static async Task<ImportInfo> Until(LabClient client, Guid id, params ImportState[] states)
    {
        var import = await client.Get<ImportInfo>($"{ApiRoutes.Imports}/{id}");
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
            import = await client.Get<ImportInfo>($"{ApiRoutes.Imports}/{id}");
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

    /// <summary>A grey 8x8 PNG, by the smallest writer there can be.</summary>
    private static byte[] Png(byte[] pixels)
    {
        var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var row = 0; row < 8; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, row * 8, 8);
            }
        }
        var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(png, "IHDR", [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
        Chunk(png, "IDAT", rows.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(typed);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        png.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var each in data)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
