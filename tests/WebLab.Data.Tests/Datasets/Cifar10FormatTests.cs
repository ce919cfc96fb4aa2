using WebLab.Contracts;
using WebLab.Data.Datasets;
namespace WebLab.Data.Tests.Datasets;

public sealed class Cifar10FormatTests : IDisposable
{
    private const int RecordLength = 3_073;
    private const long FileLength = 10_000L * RecordLength;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Record_is_a_label_and_three_planes()
    {
        _folder.Write(
            "test_batch.bin",
            FileLength,
            (RecordLength, [7, 11]),
            (RecordLength + 1 + 1_024, [22]),
            (RecordLength + 1 + 2_048 + 1_023, [33])
        );

        var images = Read(1, 2).Test;

        Assert.Equal([0, 7], images.Labels);
        var second = images.Image(1);
        Assert.Equal((11, 22, 33), (second[0], second[1_024], second[3_071]));
    }

    [Fact]
    public void Training_images_run_on_through_the_files()
    {
        _folder.Write("data_batch_1.bin", FileLength);
        _folder.Write("data_batch_2.bin", FileLength, (0, [5]));

        var images = Read(10_001, 1).Train;

        Assert.Equal(10_001, images.Count);
        Assert.Equal(5, images.Labels[10_000]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(FileLength - 1)]
    [InlineData(FileLength + 1)]
    public void File_of_another_size_is_refused(long length)
    {
        var path = _folder.Write("test_batch.bin", length);
        var error = Assert.Throws<DatasetException>(() => Read(1, 10));
        Assert.Equal(Sentence.Of($"{path} has {length:N0} bytes; a CIFAR-10 file of 10,000 records has 30,730,000."), error.Message);
    }

    [Fact]
    public void Label_above_nine_is_refused()
    {
        var path = _folder.Write("test_batch.bin", FileLength, (3 * RecordLength, [10]));
        var error = Assert.Throws<DatasetException>(() => Read(1, 10));
        Assert.Equal($"{path} has label 10 in record 3; labels are 0 to 9.", error.Message);
    }

    private DatasetSplits Read(int trainCount, int testCount)
    {
        string[] names = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin"), "test_batch.bin"];
        foreach (var name in names.Where(name => !File.Exists(_folder.File(name))))
            _folder.Write(name, FileLength);
        var format = new Cifar10Format();
        return format.Read(format.Find(_folder.Path).Single(), trainCount, testCount);
    }
}
