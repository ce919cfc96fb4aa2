using System.IO.Compression;
using WebLab.Data.Datasets;
namespace WebLab.Data.Tests.Datasets;

public sealed class IdxReaderTests : IDisposable
{
    private const string Images = "t10k-images-idx3-ubyte",
        Labels = "t10k-labels-idx1-ubyte";

    private static readonly byte[] ImagesHeader = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28];
    private static readonly byte[] LabelsHeader = [0, 0, 8, 1, 0, 0, 0, 2];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_gzipped_files_read_the_same(bool gzipped)
    {
        Write(ImagesHeader, 2 * 784, LabelsHeader, [3, 9], gzipped);

        var images = IdxReader.Read(_folder.Path, "t10k", 2);

        Assert.Equal((2, 28, 28, 1), (images.Count, images.Height, images.Width, images.Channels));
        Assert.Equal([3, 9], images.Labels);
    }

    [Theory]
    [InlineData(
        new byte[] { 0, 0, 13, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28 },
        "begins with 0x00000D03; an IDX file of 3 dimensions of bytes begins with 0x00000803."
    )]
    [InlineData(
        new byte[] { 0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 28, 0, 0, 0, 28 },
        "announces 4294967295x28x28 values; MNIST has 2x28x28."
    )]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 32, 0, 0, 0, 28 }, "announces 2x32x28 values; MNIST has 2x28x28.")]
    [InlineData(new byte[] { 0, 0, 8 }, "ends before the 2x28x28 bytes that its header announces.")]
    public void Header_that_says_something_else_is_refused(byte[] header, string complaint)
    {
        Write(header, 0, LabelsHeader, [3, 9]);
        Assert.Equal($"{_folder.File(Images)} {complaint}", Refusal());
    }

    [Theory]
    [InlineData(2 * 784 - 1, "ends before the 2x28x28 bytes that its header announces.")]
    [InlineData(2 * 784 + 1, "goes on after the 1,568 bytes that its header announces.")]
    public void File_of_another_length_than_its_header_is_refused(int length, string complaint)
    {
        Write(ImagesHeader, length, LabelsHeader, [3, 9]);
        Assert.Equal($"{_folder.File(Images)} {complaint}", Refusal());
    }

    [Fact]
    public void Label_above_nine_is_refused()
    {
        Write(ImagesHeader, 2 * 784, LabelsHeader, [3, 10]);
        Assert.Equal($"{_folder.File(Labels)} has label 10 at index 1; labels are 0 to 9.", Refusal());
    }

    [Fact]
    public void Broken_gzip_is_refused()
    {
        Write(ImagesHeader, 2 * 784, LabelsHeader, [3, 9], gzipped: true);
        File.WriteAllBytes(_folder.File(Images + ".gz"), [0x1F, 0x8B, 8, 0, 1, 2, 3]);
        Assert.Contains(Images + ".gz", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<DatasetException>(() => IdxReader.Read(_folder.Path, "t10k", 2)).Message;

    private void Write(byte[] imagesHeader, int imageBytes, byte[] labelsHeader, byte[] labels, bool gzipped = false)
    {
        WriteFile(Images, [.. imagesHeader, .. new byte[imageBytes]], gzipped);
        WriteFile(Labels, [.. labelsHeader, .. labels], gzipped);
    }

    private void WriteFile(string name, byte[] content, bool gzipped)
    {
        if (!gzipped)
        {
            File.WriteAllBytes(_folder.File(name), content);
            return;
        }
        using var gzip = new GZipStream(File.Create(_folder.File(name + ".gz")), CompressionLevel.Fastest);
        gzip.Write(content);
    }
}
