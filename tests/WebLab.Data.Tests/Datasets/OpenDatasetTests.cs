using System.Runtime.InteropServices;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

/// <summary>A set whose examples stay in their files is the set that is read whole: the same labels, values and corruptions.</summary>
public sealed class OpenDatasetTests : IDisposable
{
    private const string Mine = "open-set";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}-{1}-idx{2}-ubyte", 7)]
    [InlineData("{0}-{1}-idx{2}-ubyte.gz", 7)]
    public void Idx_files_plain_and_packed(string name, int classes)
    {
        IdxFiles.Write(_folder.Path, name, classes: classes);
        var found = DatasetFormats.Only(_folder.Path);
        AssertSame(found.Format.Read(found, int.MaxValue, int.MaxValue), found.Format.Open(found));
    }

    [Fact]
    public void Cifar_across_its_files()
    {
        const int record = 3_073;
        foreach (var i in Enumerable.Range(1, 5))
            _folder.Write($"data_batch_{i}.bin", 10_000L * record, (0, [(byte)i, 9]), (9_999L * record, [(byte)(i + 1), (byte)(10 * i)]));
        _folder.Write("test_batch.bin", 10_000L * record, (record, [3, 4]));
        var found = DatasetFormats.Only(_folder.Path);
        var (whole, open) = (found.Format.Read(found, 20_002, 2), found.Format.Open(found));
        Assert.Equal((50_000, 10_000), (open.Train.Count, open.Test.Count));
        AssertSame(whole.Train, open.Train.First(20_002));
        AssertSame(whole.Test, open.Test.First(2));
        Assert.Equal([2, 2], open.Train.Part(9_999, 2).Labels);
    }

    [Fact]
    public void The_generated_set()
    {
        var (whole, open) = (DatasetReader.Load(DatasetName.Generated, null, 300, 5), DatasetReader.Open(DatasetName.Generated, null));
        Assert.Equal((open.Facts.TrainCount, open.Facts.TestCount), (open.Train.Count, open.Test.Count));
        AssertSame(whole.Train, open.Train.First(300));
        AssertSame(whole.Test, open.Test.First(5));
    }

    [Theory]
    [InlineData(DatasetKind.Images, CorruptionKind.InstanceDependentLabels)]
    [InlineData(DatasetKind.Features, CorruptionKind.InstanceDependentLabels)]
    [InlineData(DatasetKind.Images, CorruptionKind.Gaussian)]
    [InlineData(DatasetKind.Images, CorruptionKind.RandomLabels)]
    public void Corruptions_that_look_into_the_examples(DatasetKind kind, string corruption)
    {
        // More than one part is read of them.
        const int rows = 1_200;
        (int Height, int Width, int Channels) shape = kind == DatasetKind.Images ? (48, 48, 3) : (1, 3_000, 1);
        var random = new Random(1);
        var values = new byte[rows * shape.Height * shape.Width * shape.Channels];
        random.NextBytes(values);
        var examples = kind == DatasetKind.Images ? values : Raw(Array.ConvertAll(values, value => value * 0.37f));
        byte[] labels = [.. Enumerable.Range(0, rows).Select(i => (byte)(i % 3))];
        var set = new ImportedSet
        {
            Kind = kind,
            Height = shape.Height,
            Width = shape.Width,
            Channels = shape.Channels,
            TrainCount = rows,
            TestCount = rows,
            Classes = ["a", "b", "c"],
            Columns = kind == DatasetKind.Images ? [] : [.. Enumerable.Range(0, shape.Width).Select(i => $"c{i}")],
            ContentHash = "",
        };
        foreach (
            var (path, content) in ImportedSet
                .Files(_folder.Path)
                .Zip([
                    [],
                    examples,
                    labels,
                    examples,
                    labels,
                ])
        )
            File.WriteAllBytes(
                path,
                path.EndsWith(".json", StringComparison.Ordinal) ? JsonSerializer.SerializeToUtf8Bytes(set, LabJson.Options) : content
            );
        var found = DatasetFormats.Only(_folder.Path);
        var (whole, open) = (found.Format.Read(found, int.MaxValue, int.MaxValue), found.Format.Open(found));
        AssertSame(whole, open);
        Assert.True(open.Train.Parts().Count() > 1);

        var facts = new DatasetFacts(Mine, Mine, "", rows, rows, shape.Height, shape.Width, shape.Channels, set.Classes)
        {
            Kind = kind,
            IsOwn = true,
        };
        var spec = new RunSpec
        {
            Dataset = Mine,
            TrainSize = 1_100,
            Corruption = new() { Kind = corruption, NoiseRate = corruption == CorruptionKind.InstanceDependentLabels ? 0.4 : 0 },
        };
        var (expected, preview) = (
            CorruptionPreviewer.Preview(spec, new(facts, whole.Train, whole.Test), null),
            CorruptionPreviewer.Preview(spec, new(facts, open.Train, open.Test), null)
        );
        Assert.Equal(expected.GivenLabelHash, preview.GivenLabelHash);
        Assert.Equal(expected.Sheet, preview.Sheet);
        if (corruption == CorruptionKind.InstanceDependentLabels)
            Assert.InRange(preview.RealisedNoiseRate, 0.2, 0.6);
    }

    [Fact]
    public void A_file_that_became_shorter_is_told()
    {
        IdxFiles.Write(_folder.Path, "{0}-{1}-idx{2}-ubyte");
        var found = DatasetFormats.Only(_folder.Path);
        var open = found.Format.Open(found);
        using (var file = File.OpenWrite(found.Files[0]))
            file.SetLength(100);
        Assert.Contains(
            "has become shorter",
            Assert.Throws<DatasetException>(() => open.Train.Part(29, 1)).Message,
            StringComparison.Ordinal
        );
    }

    private static void AssertSame(DatasetSplits whole, DatasetSplits open)
    {
        Assert.Equal(whole.Kind, open.Kind);
        Assert.Equal(whole.Classes, open.Classes);
        Assert.Equal(whole.Columns, open.Columns);
        AssertSame(whole.Train, open.Train);
        AssertSame(whole.Test, open.Test);
    }

    private static void AssertSame(ImageSet whole, ImageSet open)
    {
        Assert.Equal((whole.Count, whole.Height, whole.Width, whole.Channels), (open.Count, open.Height, open.Width, open.Channels));
        Assert.Equal(whole.Labels, open.Labels);
        Assert.Equal(whole.Pixels, open.Pixels);
        Assert.Equal(whole.Features, open.Features);
        var seen = 0;
        foreach (var (first, part) in open.Parts())
        {
            Assert.Equal(seen, first);
            Assert.Equal(
                whole.Part(first, part.Count).Pixels,
                part.Pixels[..(part.Kind == DatasetKind.Images ? part.Count * part.ImageLength : 0)]
            );
            Assert.Equal(whole.Part(first, part.Count).Features, part.Features);
            Assert.Equal(whole.Labels[first..(first + part.Count)], part.Labels);
            seen += part.Count;
        }
        Assert.Equal(whole.Count, seen);
        int[] some = [whole.Count - 1, 0, whole.Count / 2];
        Assert.Equal(whole.Pick(some).Pixels, open.Pick(some).Pixels);
        Assert.Equal(whole.Pick(some).Features, open.Pick(some).Features);
    }

    private static byte[] Raw(float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();
}
