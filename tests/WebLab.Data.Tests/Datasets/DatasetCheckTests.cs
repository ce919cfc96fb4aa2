using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

/// <summary>A set that does not read whole has a problem, however its files are broken; and only MNIST is MNIST.</summary>
public sealed class DatasetCheckTests : IDisposable
{
    private const string TrainImages = "train-images-idx3-ubyte",
        TrainLabels = "train-labels-idx1-ubyte",
        TestLabels = "t10k-labels-idx1-ubyte";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Broken =>
        new()
        {
            { "images cut off", "ends before" },
            { "images cut off within the header", "ends before what its header announces." },
            { "images longer", "goes on after the 8,400 bytes that its header announces." },
            { "labels cut off", "announces 30 values; it ends before them." },
            { "fewer labels than images", "has 29 labels; train-images-idx3-ubyte has 30 images." },
            { "labels for images", "begins with 0x00000801; an IDX file of 3 dimensions of bytes begins with 0x00000803." },
            { "floats", "begins with 0x00000D03" },
            { "a header of gigabytes", "announces 4294967295x20x14 values; it ends before them." },
            { "no images", "announces 0x20x14 values, which are none." },
            { "empty files", "is empty, or no plain file." },
            { "a pipe", "is empty, or no plain file." },
            { "a page in place of a file", "begins with 0x3C68746D" },
            { "test images of another size", "has images of 28x28; the training images are 20x14." },
            { "one class", "has labels of one class only, 0; a data set has at least 2 classes." },
            { "gzip cut off", "is not a whole gzip file: its checksum does not fit its content." },
            { "gzip damaged", "train-images-idx3-ubyte.gz" },
            { "gzip of nothing", "is empty, or no plain file." },
        };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Broken))]
    public void Broken_sets_have_a_problem_that_names_the_file(string fault, string sentence)
    {
        IdxFiles.Write(_folder.Path);
        Break(fault);
        var verdict = DatasetCheck.Of("mine", DatasetFormats.Only(_folder.Path));
        Assert.StartsWith(_folder.Path, verdict.Problem, StringComparison.Ordinal);
        Assert.Contains(sentence, verdict.Problem, StringComparison.Ordinal);
        Assert.Null(verdict.ContentHash);
    }

    [Theory]
    [InlineData(-1, "has 30,729,999 bytes; a CIFAR-10 file of 10,000 records has 30,730,000.")]
    [InlineData(1, "has 30,730,001 bytes")]
    [InlineData(0, "has label 10 in record 9,999; labels are 0 to 9.")]
    public void Broken_cifar_files_have_a_problem(int longer, string sentence)
    {
        foreach (var name in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
            _folder.Write(name, 30_730_000 + (name == "data_batch_5.bin" ? longer : 0));
        if (longer == 0)
            _folder.Write("data_batch_5.bin", 30_730_000, (9_999 * 3_073, [10]));
        var found = DatasetFiles.Find(DatasetName.Cifar10, _folder.Path)!;
        Assert.Contains(sentence, DatasetCheck.Of(DatasetName.Cifar10, found).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_content_has_the_same_hash_however_it_is_packed_and_changed_files_are_read_again()
    {
        IdxFiles.Write(_folder.File("plain"));
        IdxFiles.Write(_folder.File("packed"), "{0}-{1}-idx{2}-ubyte.gz");
        var plain = DatasetCheck.Of("mine", DatasetFormats.Only(_folder.File("plain")));
        var packed = DatasetCheck.Of("mine", DatasetFormats.Only(_folder.File("packed")));
        Assert.Null(plain.Problem);
        Assert.Equal(plain.ContentHash, packed.ContentHash);
        Assert.Equal(
            (30, 20, 20, 14, 7),
            (plain.Facts!.TrainCount, plain.Facts.TestCount, plain.Facts.Height, plain.Facts.Width, plain.Facts.Classes.Count)
        );
        File.WriteAllBytes(_folder.File("plain/" + TestLabels), IdxFiles.Labels(19));
        Assert.NotNull(DatasetCheck.Of("mine", DatasetFormats.Only(_folder.File("plain"))).Problem);
    }

    [Fact]
    public void Another_set_under_mnists_names_is_not_mnist()
    {
        IdxFiles.Write(_folder.File("MNIST/raw"), height: 28, width: 28, classes: 10);
        var found = DatasetFiles.Find(DatasetName.Mnist, _folder.Path)!;
        Assert.Contains(
            "are not MNIST's: none of the four has its content.",
            DatasetCheck.Of(DatasetName.Mnist, found).Problem,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "are not MNIST's",
            Assert.Throws<DatasetException>(() => DatasetReader.Load(DatasetName.Mnist, _folder.Path, 10, 10)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Any six files of the size passed.</summary>
    [Fact]
    public void Another_set_in_cifars_form_is_not_cifar_but_a_set_of_ones_own()
    {
        foreach (var name in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
            _folder.Write(name, 30_730_000, (3_073, [9]));
        var found = DatasetFiles.Find(DatasetName.Cifar10, _folder.Path)!;
        const string sentence = "are not CIFAR-10's: none of the training files begins as it does.";
        Assert.Contains(sentence, DatasetCheck.Of(DatasetName.Cifar10, found).Problem, StringComparison.Ordinal);
        Assert.Contains(
            sentence,
            Assert.Throws<DatasetException>(() => DatasetReader.Load(DatasetName.Cifar10, _folder.Path, 10, 10)).Message,
            StringComparison.Ordinal
        );
        var own = DatasetCheck.Of("mine", DatasetFormats.Only(_folder.Path));
        Assert.Null(own.Problem);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], own.Facts!.Classes);

        File.WriteAllText(_folder.File("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        Assert.Equal("a b c d e f g h i j", string.Join(' ', DatasetFormats.Only(_folder.Path).Format.Open(found).Classes));
    }

    [Theory]
    [InlineData("cifar-10", true)]
    [InlineData("mnist", false)]
    public void Files_that_say_whose_place_they_take_are_told_from_the_published_and_taken(string named, bool isTaken)
    {
        foreach (var name in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
            _folder.Write(name, 30_730_000);
        File.WriteAllText(_folder.File(DatasetFiles.StandIn), named);
        var found = DatasetFiles.Find(DatasetName.Cifar10, _folder.Path)!;
        Assert.Equal(isTaken, DatasetCheck.Of(DatasetName.Cifar10, found).Problem is null);
        Assert.Equal(isTaken, DatasetFiles.StandsIn(DatasetName.Cifar10, found));
        Assert.Equal(6, DatasetFiles.Check(DatasetName.Cifar10, found).Count);
        // What was said once is not believed when the file is gone.
        File.Delete(_folder.File(DatasetFiles.StandIn));
        Assert.NotNull(DatasetCheck.Of(DatasetName.Cifar10, found).Problem);
    }

    [Theory]
    [InlineData("mnist", "{0}-{1}.idx{2}-ubyte")]
    [InlineData("MNIST/raw", "{0}-{1}-idx{2}-ubyte.gz")]
    [Trait("Speed", "Slow")]
    public void Mnist_is_mnist_under_its_other_names(string folder, string name)
    {
        var source = DatasetFormats.Only(Path.Combine(ReferenceData.Folder(), "mnist"));
        Directory.CreateDirectory(_folder.File(folder));
        foreach (var (file, i) in source.Files.Select((file, i) => (file, i)))
        {
            var to = string.Format(null, name, i < 2 ? "train" : "t10k", i % 2 == 0 ? "images" : "labels", i % 2 == 0 ? 3 : 1);
            File.Copy(file, Path.Combine(_folder.File(folder), to));
        }
        var verdict = DatasetCheck.Of(DatasetName.Mnist, DatasetFiles.Find(DatasetName.Mnist, _folder.Path)!);
        Assert.Null(verdict.Problem);
        Assert.Equal((60_000, 10_000, 10), (verdict.Facts!.TrainCount, verdict.Facts.TestCount, verdict.Facts.Classes.Count));
    }

    private void Break(string fault)
    {
        var images = _folder.File(TrainImages);
        switch (fault)
        {
            case "images cut off":
                File.WriteAllBytes(images, IdxFiles.Images(30, 20, 14)[..^1]);
                break;
            case "images cut off within the header":
                File.WriteAllBytes(images, IdxFiles.Images(30, 20, 14)[..9]);
                break;
            case "images longer":
                File.WriteAllBytes(images, [.. IdxFiles.Images(30, 20, 14), 0]);
                break;
            case "labels cut off":
                File.WriteAllBytes(_folder.File(TrainLabels), IdxFiles.Labels(30)[..20]);
                break;
            case "fewer labels than images":
                File.WriteAllBytes(_folder.File(TrainLabels), IdxFiles.Labels(29));
                break;
            case "labels for images":
                File.WriteAllBytes(images, [.. IdxFiles.Labels(30), .. new byte[20]]);
                break;
            case "floats":
                File.WriteAllBytes(images, [0, 0, 13, 3, .. IdxFiles.Images(30, 20, 14)[4..]]);
                break;
            case "a header of gigabytes":
                File.WriteAllBytes(images, [0, 0, 8, 3, 255, 255, 255, 255, .. IdxFiles.Images(30, 20, 14)[8..]]);
                break;
            case "no images":
                File.WriteAllBytes(images, IdxFiles.Images(0, 20, 14));
                break;
            case "empty files":
                Array.ForEach(Directory.GetFiles(_folder.Path), file => File.WriteAllBytes(file, []));
                break;
            case "a pipe":
                File.Delete(images);
                Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here are there pipes with names.");
                using (var made = System.Diagnostics.Process.Start("mkfifo", images))
                    made.WaitForExit();
                break;
            case "a page in place of a file":
                File.WriteAllText(images, "<html>Not found, and nothing else to be seen here</html>");
                break;
            case "test images of another size":
                File.WriteAllBytes(_folder.File("t10k-images-idx3-ubyte"), IdxFiles.Images(20, 28, 28));
                break;
            case "one class":
                File.WriteAllBytes(_folder.File(TrainLabels), IdxFiles.Labels(30, 1));
                File.WriteAllBytes(_folder.File(TestLabels), IdxFiles.Labels(20, 1));
                break;
            default:
                File.Delete(images);
                var zipped = fault == "gzip of nothing" ? IdxFiles.Gzipped([]) : IdxFiles.Gzipped(IdxFiles.Images(30, 20, 14));
                if (fault == "gzip cut off")
                    zipped = zipped[..^4];
                if (fault == "gzip damaged")
                    zipped[zipped.Length / 2] ^= 0xff;
                File.WriteAllBytes(images + ".gz", zipped);
                break;
        }
    }
}
