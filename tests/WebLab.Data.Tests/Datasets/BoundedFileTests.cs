using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

public sealed class BoundedFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    public void A_file_of_at_most_so_many_bytes_is_read_whole(int length)
    {
        using var folder = new TemporaryFolder();
        var content = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        File.WriteAllBytes(folder.File("a"), content);
        Assert.Equal(content, BoundedFile.Read(folder.File("a"), 1_000, "a label file"));
    }

    [Fact]
    public void One_of_more_is_refused_with_both_numbers()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a"), new byte[1_001]);
        var refused = Assert.Throws<DatasetException>(() => BoundedFile.Read(folder.File("a"), 1_000, "a label file"));
        Assert.Equal("a has 1,001 bytes; a label file has at most 1,000.", refused.Message);
    }

    /// <summary>A device says that it has no bytes, and was read until the memory was full.</summary>
    [Fact]
    public void What_never_ends_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /dev/zero.");
        var refused = Assert.Throws<DatasetException>(() => BoundedFile.Read("/dev/zero", 1_000, "a label file", "labels.u8"));
        Assert.Equal("labels.u8 has more than 1,000 bytes, the most that a label file has.", refused.Message);
    }
}
