using System.Diagnostics;
using System.Text;
using WebLab.Data.Datasets;
using WebLab.Data.Examples;
using WebLab.Data.Tests.Datasets;

namespace WebLab.Data.Tests;

/// <summary>Data folders are often links; a link to a pipe was taken for a file of as many bytes as its text has.</summary>
public sealed class LinkEndTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_path_has_the_bytes_of_what_it_leads_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        Directory.CreateDirectory(_folder.File("elsewhere/inner"));
        File.WriteAllBytes(_folder.File("elsewhere/plain"), new byte[7]);
        // What the system makes of .. depends on where the folder really lies.
        Link("here", "elsewhere/inner");
        Link("elsewhere/inner/up", "../plain");
        Link("twice", _folder.File("here/up"));
        Link("dead", "no/such/file/and/no/pipe");
        Link("loop", "loop");
        Link("pipe-behind-it", Pipe());
        Link("device", "/dev/zero");
        Assert.Equal([7L, 7, 7], new[] { "elsewhere/plain", "here/up", "twice" }.Select(name => LinkEnd.Bytes(_folder.File(name))));
        Assert.Equal([0L, 0], new[] { "pipe-behind-it", "device" }.Select(name => LinkEnd.Bytes(_folder.File(name))));
        Assert.Equal("a pipe", LinkEnd.OddityOf(_folder.File("pipe-behind-it")));
        Assert.All(new[] { "dead", "loop", "none", "here" }, name => Assert.Null(LinkEnd.BytesOf(_folder.File(name))));
        Assert.Throws<FileNotFoundException>(() => LinkEnd.Bytes(_folder.File("dead")));
    }

    [Fact]
    public async Task A_set_of_links_is_read_and_one_with_a_link_to_a_pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        IdxFiles.Write(_folder.File("real"));
        Directory.CreateDirectory(_folder.File("links"));
        foreach (var path in Directory.GetFiles(_folder.File("real")))
            Link($"links/{Path.GetFileName(path)}", path);
        Assert.Null(Problem());
        var images = _folder.File("links/train-images-idx3-ubyte");
        File.Delete(images);
        File.CreateSymbolicLink(images, Pipe());
        Assert.Equal($"{images} is empty, or no plain file.", await Task.Run(Problem).WaitAsync(Patience));
    }

    [Fact]
    public async Task What_stands_beside_a_set_is_not_waited_for_behind_a_link()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
        Link("a.csv", Pipe());
        File.CreateSymbolicLink(ImportedSet.NamesFile(_folder.Path, "train"), Pipe());
        File.CreateSymbolicLink(ImportedSet.TraitsFile(_folder.Path, "train"), Pipe());
        Link("a-cscores.npz", Pipe());
        await Task.Run(() =>
            {
                Assert.Throws<DatasetException>(() => BoundedFile.ReadPlain(_folder.File("a.csv"), 1_000, "a label file"));
                Assert.Empty(ImportedSet.ReadNames(_folder.Path, 1));
                Assert.Empty(ImageTraits.Read(ImportedSet.TraitsFile(_folder.Path, "train"), 1));
                Assert.Null(CScoreFile.Find([_folder.Path], [1]));
            })
            .WaitAsync(Patience);
        File.WriteAllBytes(_folder.File("real"), Encoding.ASCII.GetBytes("1\n2\n"));
        Link("b.csv", _folder.File("real"));
        Assert.Equal(4, BoundedFile.ReadPlain(_folder.File("b.csv"), 1_000, "a label file").Length);
    }

    private string? Problem() => DatasetCheck.Of("mine", DatasetFormats.Only(_folder.File("links"))).Problem;

    private void Link(string name, string to) => File.CreateSymbolicLink(_folder.File(name), to);

    private string Pipe()
    {
        var path = _folder.File("pipe");
        if (!File.Exists(path))
        {
            using var made = Process.Start("mkfifo", path);
            made.WaitForExit();
        }
        return path;
    }
}
