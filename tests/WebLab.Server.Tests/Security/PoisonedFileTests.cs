using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Maintenance;

namespace WebLab.Server.Tests.Security;

/// <summary>Attack family 10: label files as they are uploaded, folders as a data set is pointed at them, files as they are
/// restored.</summary>
[Trait("Speed", "Slow")]
public sealed class PoisonedFileTests(SharedLab lab) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-poison-");

    public static TheoryData<string, string, byte[]> LabelFiles =>
        new()
        {
            { "empty", "a.u8", [] },
            { "one byte too high", "a.u8", [0, 1, 10] },
            { "all bits set", "a.u8", [.. Enumerable.Repeat((byte)255, 40)] },
            { "more labels than images", "a.u8", new byte[900_000] },
            { "text of NULs", "a.csv", new byte[1_000] },
            { "no UTF-8", "a.csv", [0x31, 0x0a, 0xc3, 0x28, 0x0a, 0xff, 0xfe] },
            { "an index beyond int", "a.csv", "99999999999999999999,1\n"u8.ToArray() },
            { "a negative index", "a.csv", "-1,1\n"u8.ToArray() },
            { "an index that leaves a gap of two thousand million", "a.csv", "2147483647,1\n"u8.ToArray() },
            { "the same image twice", "a.csv", "0,1\n0,2\n"u8.ToArray() },
            { "a label of a thousand digits", "a.csv", Encoding.ASCII.GetBytes("1\n" + new string('9', 1_000)) },
            { "a fraction", "a.csv", "1.5\n"u8.ToArray() },
            { "NaN", "a.csv", "1\nNaN\n"u8.ToArray() },
            { "a formula", "a.csv", "1\n=HYPERLINK(\"http://evil.example\")\n"u8.ToArray() },
            { "one line of commas", "a.csv", Encoding.ASCII.GetBytes("1\n" + new string(',', 500_000)) },
            { "an archive", "a.csv", [0x50, 0x4b, 0x03, 0x04, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff] },
        };

    [Theory]
    [MemberData(nameof(LabelFiles))]
    public async Task Poisoned_label_files_are_refused_with_a_sentence(string poison, string title, byte[] content)
    {
        var (answer, bytes) = await lab.Client.Raw(
            new(HttpMethod.Post, $"{ApiRoutes.Datasets}/generated/labels?title={title}") { Content = new ByteArrayContent(content) }
        );
        var body = Encoding.UTF8.GetString(bytes);
        Assert.True(
            answer.StatusCode == HttpStatusCode.BadRequest
                && body.Contains(title, StringComparison.Ordinal)
                && !body.Contains("   at ", StringComparison.Ordinal),
            $"{poison}: {answer.StatusCode} {body}"
        );
    }

    [Fact]
    public async Task Poisoned_data_set_folders_are_never_ready()
    {
        await using var server = await LabServer.Start();
        foreach (
            var poison in new[]
            {
                "nothing in it",
                "empty files",
                "one byte short",
                "one byte long",
                "a label of 255",
                "a label of 10",
                "a file missing",
                "folders for files",
                "links that lead in a circle",
                "text for images",
            }
        )
        {
            using var set = new Datasets.SparseCifar();
            Poison(set.Folder, poison);
            var (status, body) = await server.Client.Send(
                HttpMethod.Put,
                $"{ApiRoutes.Datasets}/cifar-10/folder",
                $$"""{"folder":"{{set.Folder}}"}"""
            );
            Assert.True((int)status < 500 && !body.Contains("   at ", StringComparison.Ordinal), $"{poison}: {status} {body}");
            var judged = (await server.Client.Get<IReadOnlyList<DatasetInfo>>(ApiRoutes.Datasets)).Single(dataset =>
                dataset.Facts.Name == DatasetName.Cifar10
            );
            Assert.True(judged.State != DatasetState.Ready, $"{poison}: {judged.State} {judged.Note}");
            Assert.True(status != HttpStatusCode.OK || !string.IsNullOrEmpty(judged.Note), $"{poison}: {body}");
        }
    }

    public static TheoryData<string> Backups =>
        [
            "no zip",
            "empty",
            "cut in the middle",
            "a zip without a list",
            "a list that is no JSON",
            "a list of null",
            "another format",
            "a file beside the store",
            "an absolute path",
            "a file that is not in it",
            "another checksum",
            "a length beyond the file",
            "a negative length",
            "files of null",
            "a path of null",
            "the same file twice",
            "no file at all",
            "no database",
            "a database that is none",
            "the server's lock",
            "a folder for the server's lock",
            "what a restore set aside",
            "a NUL in a path",
            "a way up inside a path",
        ];

    [Theory]
    [MemberData(nameof(Backups))]
    public async Task Poisoned_backups_change_nothing(string poison)
    {
        var (store, file) = (Path.Combine(_folder.FullName, "store"), Path.Combine(_folder.FullName, "backup.zip"));
        Directory.CreateDirectory(store);
        await File.WriteAllTextAsync(Path.Combine(store, "weblab.db"), "what was there");
        await File.WriteAllBytesAsync(file, Backup(poison));
        var (exitCode, output, error) = await WeblabCommand.Run("restore", file, "--store", store);
        Assert.True(
            exitCode == 2
                && error.Contains(file, StringComparison.Ordinal)
                && !error.Contains("   at ", StringComparison.Ordinal)
                && !error.Contains('\n', StringComparison.Ordinal),
            $"{poison}: {exitCode} {output} {error}"
        );
        Assert.Equal("what was there", await File.ReadAllTextAsync(Path.Combine(store, "weblab.db")));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "escaped")), poison);
        Assert.False(File.Exists("/tmp/weblab-escaped"), poison);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Poison(string folder, string poison)
    {
        var files = Directory.GetFiles(folder);
        var first = Path.Combine(folder, "data_batch_1.bin");
        switch (poison)
        {
            case "nothing in it":
                Array.ForEach(files, File.Delete);
                break;
            case "empty files":
                Array.ForEach(files, file => File.WriteAllBytes(file, []));
                break;
            case "one byte short":
                Resize(first, -1);
                break;
            case "one byte long":
                Resize(first, 1);
                break;
            case "a label of 255":
                Write(first, 0, 255);
                break;
            case "a label of 10":
                Write(first, 3_073L * 9_999, 10);
                break;
            case "a file missing":
                File.Delete(first);
                break;
            case "folders for files":
                Array.ForEach(
                    files,
                    file =>
                    {
                        File.Delete(file);
                        Directory.CreateDirectory(file);
                    }
                );
                break;
            case "links that lead in a circle":
                Array.ForEach(
                    files,
                    file =>
                    {
                        File.Delete(file);
                        File.CreateSymbolicLink(file, file);
                    }
                );
                break;
            default:
                Array.ForEach(files, file => File.WriteAllText(file, "<html>Not found</html>"));
                break;
        }
    }

    private static void Resize(string file, int by)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(stream.Length + by);
    }

    private static void Write(string file, long at, byte value)
    {
        using var stream = File.OpenWrite(file);
        stream.Position = at;
        stream.WriteByte(value);
    }

    private static byte[] Backup(string poison)
    {
        if (poison is "no zip" or "empty")
            return poison == "empty" ? [] : Encoding.ASCII.GetBytes("<html>Not found</html>");
        var sum = Convert.ToHexStringLower(SHA256.HashData("evil"u8));
        string List(string path, string bytes = "4", string? hash = null, int format = 1, bool isTwice = false)
        {
            var one = $$"""{"path":{{path}},"bytes":{{bytes}},"sha256":"{{hash ?? sum}}"}""";
            return $$"""{"format":{{format}},"madeAt":"2026-01-01T00:00:00+00:00","files":[{{(isTwice ? $"{one},{one}" : one)}}]}""";
        }
        var (name, list) = poison switch
        {
            "a zip without a list" => ("weblab.db", null),
            "a list that is no JSON" => ("weblab.db", "{"),
            "a list of null" => ("weblab.db", "null"),
            "another format" => ("weblab.db", List("\"weblab.db\"", format: 2)),
            "a file beside the store" => ("../../escaped", List("\"../../escaped\"")),
            "an absolute path" => ("/tmp/weblab-escaped", List("\"/tmp/weblab-escaped\"")),
            "a file that is not in it" => ("weblab.db", List("\"other.db\"")),
            "another checksum" => ("weblab.db", List("\"weblab.db\"", hash: new string('0', 64))),
            "a length beyond the file" => ("weblab.db", List("\"weblab.db\"", "9223372036854775807", new string('1', 64))),
            "a negative length" => ("weblab.db", List("\"weblab.db\"", "-1")),
            "files of null" => ("weblab.db", """{"format":1,"madeAt":"2026-01-01T00:00:00+00:00","files":null}"""),
            "a path of null" => ("weblab.db", List("null")),
            "the same file twice" => ("weblab.db", List("\"weblab.db\"", isTwice: true)),
            "no file at all" => ("weblab.db", """{"format":1,"madeAt":"2026-01-01T00:00:00+00:00","files":[]}"""),
            "no database" => ("labels/a", List("\"labels/a\"")),
            "the server's lock" => ("server.lock", List("\"server.lock\"")),
            "a folder for the server's lock" => ("server.lock/a", List("\"server.lock/a\"")),
            "what a restore set aside" => ("replaced-1/a", List("\"replaced-1/a\"")),
            "a NUL in a path" => ("labels/a", List("\"labels/\\u0000a\"")),
            "a way up inside a path" => ("labels/../weblab.db", List("\"labels/../weblab.db\"")),
            "a database that is none" or "cut in the middle" => ("weblab.db", List("\"weblab.db\"")),
            _ => throw new ArgumentException(poison),
        };
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (list is not null)
                Put(archive, "backup.json", list);
            Put(archive, name, "evil");
        }
        var whole = zip.ToArray();
        return poison == "cut in the middle" ? whole[..(whole.Length / 2)] : whole;
    }

    private static void Put(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
