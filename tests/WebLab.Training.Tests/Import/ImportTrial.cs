using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Training.Import;

namespace WebLab.Training.Tests.Import;

/// <summary>A folder to bring sources from and import into, through the import's own entry.</summary>
internal sealed class ImportTrial : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Sources => Directory.CreateDirectory(_folder.File("sources")).FullName;

    public string Target => Path.Combine(_folder.Path, "sets", "mine");

    public ImportLimits Limits { get; init; } = new();

    public void Dispose() => _folder.Dispose();

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Sources, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>A zip archive of names and contents.</summary>
    public string Zip(string name, IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var archive = ZipFile.Open(Path.Combine(Sources, name), ZipArchiveMode.Create);
        foreach (var (each, bytes) in files)
        {
            using var stream = archive.CreateEntry(each, CompressionLevel.Fastest).Open();
            stream.Write(bytes);
        }
        return Path.Combine(Sources, name);
    }

    public static byte[] Png(int width, int height, int channels = 3, byte value = 100)
    {
        var pixels = new byte[width * height * channels];
        Array.Fill(pixels, value);
        return PngWriter.Encode(width, height, channels, pixels);
    }

    public ImportPreview Preview(ImportChoices choices, params string[] sources)
    {
        var lines = new List<ImportLine>();
        var end = Do(new(Or(sources)) { Choices = choices, Limits = Limits }, lines);
        Assert.Null(end.Problem);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Target)!));
        return lines.Single(line => line.Preview is not null).Preview!;
    }

    /// <summary>Imports, and reads what was written by the catalogue's own reader.</summary>
    public (ImportEnd End, DatasetSplits Splits, ImportedSet Set) Import(ImportChoices choices, params string[] sources)
    {
        var end = Do(
            new(Or(sources))
            {
                Target = Target,
                Choices = choices,
                Limits = Limits,
            },
            []
        );
        Assert.Null(end.Problem);
        var found = DatasetFormats.Only(Target);
        var verdict = DatasetCheck.Of($"mine-{Guid.NewGuid():N}", found);
        Assert.Null(verdict.Problem);
        Assert.Equal(end.ContentHash, verdict.ContentHash);
        Assert.Equal([Target], Directory.GetFileSystemEntries(Path.GetDirectoryName(Target)!));
        return (end, found.Format.Read(found, int.MaxValue, int.MaxValue), ImportedSet.Read(Path.Combine(Target, ImportedSet.FileName)));
    }

    /// <summary>The sentence that sources are refused with; nothing is written.</summary>
    public string Problem(ImportChoices choices, params string[] sources)
    {
        var end = Do(
            new(Or(sources))
            {
                Target = Target,
                Choices = choices,
                Limits = Limits,
            },
            []
        );
        Assert.NotNull(end.Problem);
        Assert.Null(end.Facts);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Target)!));
        return end.Problem;
    }

    /// <summary>The sentence that a look is refused with, and what can be said otherwise.</summary>
    public (string Problem, ImportQuestion Question) Question(ImportChoices choices, params string[] sources)
    {
        var end = Do(new(Or(sources)) { Choices = choices, Limits = Limits }, []);
        return (end.Problem!, end.Question!);
    }

    /// <summary>That sources are refused with such a sentence, in one line, in little memory and time.</summary>
    public void Refuses(ImportChoices choices, string sentence, params string[] sources)
    {
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var problem = Problem(choices, sources);
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
        Assert.True(VisibleText.Is(problem), problem);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1_500_000_000);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
    }

    private static ImportEnd Do(ImportOrder order, List<ImportLine> lines) =>
        ImportRun.Do(
            order,
            line =>
            {
                lock (lines)
                    lines.Add(line);
            },
            TestContext.Current.CancellationToken
        );

    private string[] Or(string[] sources) => sources.Length == 0 ? [Sources] : sources;
}
