using System.Formats.Tar;
using System.IO.Compression;
using WebLab.Data.Datasets;
using WebLab.Server.Datasets.Downloads;

namespace WebLab.Server.Tests.Datasets.Downloads;

public sealed class ArchiveTests : IDisposable
{
    private static readonly DatasetFile[] Wanted = [new("a.bin", 3, ""), new("b.bin", 2, "")];

    private readonly string _root = Directory.CreateTempSubdirectory("weblab-archive-").FullName;

    private string Target => Directory.CreateDirectory(Path.Combine(_root, "in", "target")).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Only_what_is_wanted_comes_out()
    {
        var archive = Pack(
            File("../evil.bin", [9]),
            File("/tmp/weblab-evil.bin", [9]),
            File("set/../../evil.bin", [9]),
            File("set/sub/a.bin", [9, 9, 9]),
            File("a.bin", [9, 9, 9]),
            new PaxTarEntry(TarEntryType.SymbolicLink, "set/link") { LinkName = "/etc/passwd" },
            new PaxTarEntry(TarEntryType.Directory, "set/"),
            File("set/b.bin", [4, 5]),
            File("set/readme.html", [1]),
            File("set/a.bin", [1, 2, 3])
        );

        Archive.Unpack(archive, "set", Wanted, Target, default);

        Assert.Equal(["a.bin", "b.bin"], Directory.EnumerateFileSystemEntries(Target).Select(Path.GetFileName).Order());
        Assert.Equal([1, 2, 3], System.IO.File.ReadAllBytes(Path.Combine(Target, "a.bin")));
        Assert.Equal(["in", "packed.tar.gz"], Directory.EnumerateFileSystemEntries(_root).Select(Path.GetFileName).Order());
        Assert.False(System.IO.File.Exists("/tmp/weblab-evil.bin"));
    }

    [Fact]
    public void Link_in_place_of_a_file_counts_as_missing()
    {
        var archive = Pack(new PaxTarEntry(TarEntryType.SymbolicLink, "set/a.bin") { LinkName = "/etc/passwd" }, File("set/b.bin", [4, 5]));
        Assert.Equal("packed.tar.gz lacks set/a.bin.", Refusal(archive));
    }

    [Fact]
    public void File_of_another_size_is_refused_before_it_is_written()
    {
        Assert.Equal(
            "set/a.bin in the archive has 4,000,000 bytes; the published file has 3.",
            Refusal(Pack(File("set/a.bin", new byte[4_000_000])))
        );
        Assert.Empty(Directory.EnumerateFiles(Target));
    }

    [Fact]
    public void Broken_archive_is_refused()
    {
        var archive = Path.Combine(_root, "packed.tar.gz");
        System.IO.File.WriteAllBytes(archive, [1, 2, 3, 4]);
        Assert.StartsWith("packed.tar.gz is not a whole archive", Refusal(archive), StringComparison.Ordinal);
        var whole = System.IO.File.ReadAllBytes(Pack(File("set/a.bin", [1, 2, 3]), File("set/b.bin", [4, 5])));
        System.IO.File.WriteAllBytes(archive, whole[..(whole.Length / 2)]);
        Assert.StartsWith("packed.tar.gz ", Refusal(archive), StringComparison.Ordinal);
    }

    private static PaxTarEntry File(string name, byte[] content) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    private string Pack(params TarEntry[] entries)
    {
        var path = Path.Combine(_root, "packed.tar.gz");
        using var gzip = new GZipStream(System.IO.File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Pax);
        foreach (var entry in entries)
            tar.WriteEntry(entry);
        return path;
    }

    private string Refusal(string archive) =>
        Assert.Throws<DownloadException>(() => Archive.Unpack(archive, "set", Wanted, Target, default)).Message;
}
