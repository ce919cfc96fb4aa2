using System.Runtime.InteropServices;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

/// <summary>What an import writes is read without a decoder, images and features alike, and only whole.</summary>
public sealed class ImportedFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_are_read_as_they_were_written()
    {
        Write(
            Images,
            [.. Enumerable.Range(0, 3 * 12).Select(i => (byte)i)],
            [0, 1, 1],
            [.. Enumerable.Range(100, 24).Select(i => (byte)i)],
            [1, 0]
        );
        var verdict = DatasetCheck.Of("mine", DatasetFormats.Only(_folder.Path));
        Assert.Null(verdict.Problem);
        Assert.Equal(
            (DatasetKind.Images, 3, 2, 2, 2, 3),
            (verdict.Facts!.Kind, verdict.Facts.TrainCount, verdict.Facts.TestCount, 2, 2, 3)
        );
        Assert.Equal(["cat", "dog"], verdict.Facts.Classes);
        var first = new ImportedFormat().Read(DatasetFormats.Only(_folder.Path), 2, 1);
        Assert.Equal((2, 1), (first.Train.Count, first.Test.Count));
        Assert.Equal(12, first.Train.Image(1)[0]);
        Assert.Equal(DatasetHash.Of(Images, ImportedSet.Files(_folder.Path).Skip(1)), verdict.ContentHash);
    }

    [Fact]
    public void Features_are_read_as_they_were_written_and_have_names()
    {
        float[] train = [1.5f, -2, 1e30f, 0, 5, 6];
        Write(Features, Raw(train), [0, 1, 1], Raw([7, 8]), [1]);
        var verdict = DatasetCheck.Of("mine", DatasetFormats.Only(_folder.Path));
        Assert.Null(verdict.Problem);
        Assert.Equal(DatasetKind.Features, verdict.Facts!.Kind);
        Assert.Equal(["height", "mass"], verdict.Facts.Columns);
        Assert.Equal((1, 2, 1), (verdict.Facts.Height, verdict.Facts.Width, verdict.Facts.Channels));
        var read = new ImportedFormat().Read(DatasetFormats.Only(_folder.Path), int.MaxValue, int.MaxValue);
        Assert.Equal(train, read.Train.Features);
        Assert.Equal([5, 6, 1.5f, -2], read.Train.Pick([2, 0]).Features!);
        Assert.Equal(DatasetHash.Of(Features, ImportedSet.Files(_folder.Path).Skip(1)), verdict.ContentHash);
    }

    [Fact]
    public void A_set_whose_files_are_links_is_read()
    {
        Write(Features with { TrainCount = 1 }, Raw([1, 2]), [0], Raw([7, 8]), [1]);
        var links = Directory.CreateDirectory(_folder.File("links")).FullName;
        foreach (var path in ImportedSet.Files(_folder.Path))
            File.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(path)), path);
        Assert.Null(DatasetCheck.Of("linked", DatasetFormats.Only(links)).Problem);
    }

    [Theory]
    [InlineData("{}", "dataset.json is not what an import writes")]
    [InlineData("null", "dataset.json is empty.")]
    [InlineData("[", "dataset.json is not what an import writes")]
    public void A_file_that_no_import_wrote_is_refused(string content, string sentence)
    {
        Write(Features, Raw([1, 2]), [0], Raw([7, 8]), [1]);
        File.WriteAllText(_folder.File(ImportedSet.FileName), content);
        Assert.Contains(sentence, Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_lie_are_refused_before_anything_is_read()
    {
        Write(Images with { TrainCount = int.MaxValue, Height = 20_000 }, [1, 2], [0], [7, 8], [1]);
        Assert.Contains("announces a size or a number of classes that no set has", Problem(), StringComparison.Ordinal);
        Write(Features with { TrainCount = int.MaxValue, TestCount = int.MaxValue }, Raw([1, 2]), [0], Raw([7, 8]), [1]);
        Assert.Contains("train-labels.bin has 1 bytes; dataset.json announces 2,147,483,647", Problem(), StringComparison.Ordinal);
        Write(Features with { TrainCount = 1_000_000 }, Raw([1, 2]), [0], Raw([7, 8]), [1]);
        Assert.Contains("train-labels.bin has 1 bytes; dataset.json announces 1,000,000", Problem(), StringComparison.Ordinal);
        Write(Features with { TrainCount = 1, SchemaVersion = 2 }, Raw([1, 2]), [0], Raw([7, 8]), [1]);
        Assert.Contains("is of version 2; this WebLab reads version 1", Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_more_than_an_array_holds_is_read_from_its_files()
    {
        var large = Images with { Height = 1_000, Width = 1_000, TrainCount = 800 };
        Write(large, [], new byte[800], new byte[2 * 3_000_000], [1, 0]);
        using (var file = new FileStream(ImportedSet.Files(_folder.Path)[1], FileMode.Open))
        {
            // A file with a hole, which takes no room.
            file.SetLength(800L * 3_000_000);
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte(7);
        }
        var found = DatasetFormats.Only(_folder.Path);
        var last = new ImportedFormat().Open(found).Train.Pick([799]);
        Assert.Equal((7, 0), (last.Image(0)[^1], last.Image(0)[0]));
        var error = Assert.Throws<DatasetException>(() => new ImportedFormat().Read(found, int.MaxValue, 1));
        Assert.Equal("800 examples of 3,000,000 values are more than memory holds in one piece: take 715 at most.", error.Message);
        Assert.Equal(10, new ImportedFormat().Read(found, 10, 1).Train.Count);
    }

    [Fact]
    public void Labels_and_features_that_are_none_are_refused()
    {
        Write(Features with { TrainCount = 1 }, Raw([1, float.NaN]), [0], Raw([7, 8]), [1]);
        Assert.Contains("no finite number", Problem(), StringComparison.Ordinal);
        Write(Features with { TrainCount = 1 }, Raw([1, 2]), [2], Raw([7, 8]), [1]);
        Assert.Contains("has label 2 at index 0; labels are 0 to 1.", Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_import_left_is_swept_and_a_living_one_stays()
    {
        var (dead, living) = (_folder.File(".importing-a"), _folder.File(".importing-b"));
        Directory.CreateDirectory(dead);
        Directory.CreateDirectory(living);
        using (new FileStream(ImportedSet.LockOf(living), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            ImportedSet.Sweep(_folder.Path);
        Assert.Equal([living, $"{living}.lock"], Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
    }

    private static ImportedSet Images { get; } =
        new()
        {
            Kind = DatasetKind.Images,
            Height = 2,
            Width = 2,
            Channels = 3,
            TrainCount = 3,
            TestCount = 2,
            Classes = ["cat", "dog"],
            ContentHash = "",
        };

    private static ImportedSet Features { get; } =
        new()
        {
            Kind = DatasetKind.Features,
            Height = 1,
            Width = 2,
            Channels = 1,
            TrainCount = 3,
            TestCount = 1,
            Classes = ["cat", "dog"],
            Columns = ["height", "mass"],
            ContentHash = "",
        };

    private static byte[] Raw(float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private string Problem() => DatasetCheck.Of($"mine-{Guid.NewGuid():N}", DatasetFormats.Only(_folder.Path)).Problem!;

    private void Write(ImportedSet set, byte[] train, byte[] trainLabels, byte[] test, byte[] testLabels)
    {
        var files = ImportedSet.Files(_folder.Path);
        File.WriteAllText(files[0], JsonSerializer.Serialize(set, LabJson.Options));
        foreach (var (path, bytes) in files.Skip(1).Zip([train, trainLabels, test, testLabels]))
            File.WriteAllBytes(path, bytes);
    }
}
