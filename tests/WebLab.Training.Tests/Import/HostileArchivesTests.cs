using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace WebLab.Training.Tests.Import;

/// <summary>Archives that lead out, link, lie or swell are refused with one sentence; nothing is written under a name of theirs.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileArchivesTests : IDisposable
{
    private static readonly byte[] Plain = ImportTrial.Png(8, 8);

    private readonly ImportTrial _trial = new()
    {
        Limits = new() { Bytes = 1_000_000_000, Entries = 90_000 },
    };

    public static TheoryData<string, string> Cases =>
        new()
        {
            { "zip ../../a/x.png", "leads out of the archive" },
            { "zip /etc/cron.d/x.png", "leads out of the archive" },
            { "zip C:\\windows\\x.png", "leads out of the archive" },
            { "zip a\\..\\..\\x.png", "leads out of the archive" },
            { "tar ../../a/x.png", "leads out of the archive" },
            { "tar /etc/x.png", "leads out of the archive" },
            { "zip with a link", "has a link or a device in it" },
            { "tar with a symbolic link", "has a link or a device in it" },
            { "tar with a hard link", "has a link or a device in it" },
            { "tar with a device", "has a link or a device in it" },
            { "tar with a pipe", "has a link or a device in it" },
            { "two entries of one name", "has two files of one name" },
            { "a bomb by ratio", "which no honest archive does" },
            { "a bomb by its total", "holds more than 1,000,000,000 bytes unpacked" },
            { "an entry longer than it says", "its length or checksum is not what the archive announces" },
            { "entries with wrong checksums", "its length or checksum is not what the archive announces" },
            { "100,000 entries", "has more than 90,000 files and folders" },
            { "folders without end", "folders within folders beyond 16" },
            { "a name of 5,000 characters", "a name of more than 1,000 characters" },
            { "an archive in an archive", "holds nothing that is imported" },
            { "a zip cut off", "is not a whole zip archive" },
            { "a tar cut off", "is not a whole tar archive" },
            { "a tar with a wrong checksum", "is not a whole tar archive" },
            { "a tar of gigabytes by its header", "is not a whole tar archive" },
            { "a tar with an extended header of gigabytes", "is not a whole tar archive" },
            { "bzip2", "is packed by bzip2" },
            { "xz", "is packed by xz" },
            { "7z", "is packed by 7z" },
            { "rar", "is packed by rar" },
            { "an empty zip", "holds no files" },
            { "nothing at all", "is empty" },
        };

    public void Dispose() => _trial.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Hostile_archives_are_refused(string what, string sentence)
    {
        _trial.Refuses(new(), sentence, Make(what));
    }

    private string Make(string what)
    {
        var path = Path.Combine(
            _trial.Sources,
            what.StartsWith("tar", StringComparison.Ordinal) || what.StartsWith("a tar", StringComparison.Ordinal) ? "x.tar" : "x.zip"
        );
        if (what.StartsWith("zip ", StringComparison.Ordinal) && what != "zip with a link")
            return _trial.Zip("x.zip", [("a/x.png", Plain), (what[4..], Plain)]);
        switch (what)
        {
            case "tar ../../a/x.png" or "tar /etc/x.png":
                return Tar(path, new PaxTarEntry(TarEntryType.RegularFile, what[4..]) { DataStream = new MemoryStream(Plain) });
            case "zip with a link":
                using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
                {
                    var link = archive.CreateEntry("a/x.png");
                    link.ExternalAttributes = 0xA1FF << 16;
                    using var stream = link.Open();
                    stream.Write("/etc/passwd"u8);
                }
                return path;
            case "tar with a symbolic link":
                return Tar(path, new PaxTarEntry(TarEntryType.SymbolicLink, "a/x.png") { LinkName = "/etc/passwd" });
            case "tar with a hard link":
                return Tar(path, new PaxTarEntry(TarEntryType.HardLink, "a/x.png") { LinkName = "../../secret" });
            case "tar with a device":
                return Tar(path, new PaxTarEntry(TarEntryType.BlockDevice, "a/x.png") { DeviceMajor = 8 });
            case "tar with a pipe":
                return Tar(path, new PaxTarEntry(TarEntryType.Fifo, "a/x.png"));
            case "two entries of one name":
                return _trial.Zip("x.zip", [("a/x.png", Plain), ("a/x.png", Plain)]);
            case "a bomb by ratio":
                return Big(path, 1, 600);
            case "a bomb by its total":
                return Big(path, 12, 100);
            case "an entry longer than it says":
                return Changed(_trial.Zip("x.zip", Set()), (bytes, at) =>
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 24), 10)
                );
            case "entries with wrong checksums":
                return Changed(_trial.Zip("x.zip", Set()), (bytes, at) => bytes[at + 16] ^= 1);
            case "100,000 entries":
                return _trial.Zip("x.zip", Enumerable.Range(0, 100_000).Select(i => ($"a/{i}.png", Array.Empty<byte>())));
            case "folders without end":
                return _trial.Zip("x.zip", [(string.Concat(Enumerable.Repeat("a/", 100)) + "x.png", Plain)]);
            case "a name of 5,000 characters":
                return _trial.Zip("x.zip", [($"a/{new string('x', 5_000)}.png", Plain)]);
            case "an archive in an archive":
                return _trial.Zip("x.zip", [("inner.zip", File.ReadAllBytes(_trial.Zip("inner.zip", Set())))]);
            case "a zip cut off":
                var whole = File.ReadAllBytes(_trial.Zip("x.zip", Set()));
                return _trial.Write("x.zip", whole[..^40]);
            case "an empty zip":
                return _trial.Zip("x.zip", []);
            case "bzip2":
                return _trial.Write("x.tar.bz2", "BZh91AY&SY"u8.ToArray());
            case "xz":
                return _trial.Write("x.tar.xz", [0xFD, .. "7zXZ\0"u8]);
            case "7z":
                return _trial.Write("x.7z", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C]);
            case "rar":
                return _trial.Write("x.rar", "Rar!\u001a\u0007"u8.ToArray());
            case "nothing at all":
                return _trial.Write("x.zip", []);
        }
        Tar(
            path,
            [.. Set().Select(each => new PaxTarEntry(TarEntryType.RegularFile, each.Name) { DataStream = new MemoryStream(each.Bytes) })]
        );
        var tar = File.ReadAllBytes(path);
        // The first file's own header stands after its extended one.
        var header = tar.AsSpan().IndexOf("a/0.png\0"u8);
        switch (what)
        {
            case "a tar cut off":
                tar = tar[..(header + 300)];
                break;
            case "a tar with a wrong checksum":
                tar[header + 148] = (byte)'7';
                break;
            case "a tar of gigabytes by its header":
                Octal(tar, header, "77777777777");
                break;
            default:
                Octal(tar, 0, "17777777777");
                break;
        }
        return _trial.Write("x.tar", tar);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Set() =>
        Enumerable.Range(0, 4).Select(i => ($"{(i % 2 == 0 ? "a" : "b")}/{i}.png", Plain));

    private static string Tar(string path, params PaxTarEntry[] entries)
    {
        using var writer = new TarWriter(File.Create(path));
        foreach (var entry in entries)
            writer.WriteEntry(entry);
        return path;
    }

    /// <summary>Files of zeros: so many megabytes each.</summary>
    private static string Big(string path, int files, int megabytes)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        var part = new byte[1_000_000];
        // Noise enough that the whole does not swell two hundred times.
        var noise = new byte[(files - 1) * 700_000];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (byte)((i * 2_654_435_761L) >> 13);
        for (var file = 0; file < files; file++)
        {
            using var stream = archive.CreateEntry($"a/{file}.png", CompressionLevel.Optimal).Open();
            for (var i = 0; i < megabytes; i++)
                stream.Write(part);
        }
        if (files > 1)
        {
            using var stream = archive.CreateEntry("z/noise.png", CompressionLevel.NoCompression).Open();
            stream.Write(noise);
        }
        return path;
    }

    /// <summary>Changes each entry of the archive's directory.</summary>
    private static string Changed(string path, Action<byte[], int> change)
    {
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; bytes.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is >= 0 and var next; at++)
        {
            at += next;
            change(bytes, at);
        }
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static void Octal(byte[] tar, int header, string size)
    {
        Encoding.ASCII.GetBytes(size).CopyTo(tar, header + 124);
        var sum = 8 * ' ';
        for (var i = 0; i < 512; i++)
            sum += i is >= 148 and < 156 ? 0 : tar[header + i];
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, header + 148);
    }
}
