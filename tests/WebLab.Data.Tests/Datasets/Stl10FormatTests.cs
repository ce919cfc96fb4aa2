using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

public sealed class Stl10FormatTests : IDisposable
{
    private const int Side = 96,
        ImageLength = Side * Side * 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_are_read_column_by_column_whole_and_in_parts()
    {
        Write("train", [1, 2, 10], (image, channel, row, column) => image + (10 * channel) + (100 * row / Side) + (column % 7));
        Write("test", [3, 1], (image, channel, row, column) => image + channel + row + column);
        var found = DatasetFormats.Only(_folder.Path);
        var (whole, open) = (found.Format.Read(found, 2, 5), found.Format.Open(found));
        Assert.Equal((2, 2), (whole.Train.Count, whole.Test.Count));
        Assert.Equal((Side, Side, 3), (whole.Train.Height, whole.Train.Width, whole.Train.Channels));
        Assert.Equal([0, 1, 9], open.Train.Labels);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], open.Classes);
        for (var (channel, row, column) = (0, 3, 90); channel < 3; channel++)
        {
            var at = (channel * Side * Side) + (row * Side) + column;
            Assert.Equal(1 + (10 * channel) + (100 * row / Side) + (column % 7), whole.Train.Image(1)[at]);
            Assert.Equal(2 + (10 * channel) + (100 * row / Side) + (column % 7), open.Train.Image(2)[at]);
        }
        Assert.True(whole.Train.IsHeld && !open.Train.IsHeld);
    }

    [Fact]
    public void Classes_have_the_names_that_stand_beside_the_files()
    {
        Write("train", [1, 2]);
        Write("test", [1]);
        File.WriteAllText(_folder.File("class_names.txt"), "airplane\nbird\ncar\n");
        var found = DatasetFormats.Only(_folder.Path);
        Assert.Equal(["airplane", "bird", "car"], found.Format.Open(found).Classes);
        Assert.Contains(found.Files, path => path.EndsWith("class_names.txt", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_to_its_files_are_read_and_an_empty_file_of_names_means_numbers()
    {
        Write("train", [1, 2]);
        Write("test", [1]);
        var links = Directory.CreateDirectory(_folder.File("links")).FullName;
        foreach (var path in Directory.GetFiles(_folder.Path))
            File.CreateSymbolicLink(Path.Combine(links, Path.GetFileName(path)), path);
        File.WriteAllText(Path.Combine(links, "class_names.txt"), "");
        var found = DatasetFormats.Only(links);
        found.CheckFiles();
        var read = found.Format.Open(found);
        Assert.Equal((2, 1), (read.Train.Count, read.Test.Count));
        Assert.Equal(["1", "2"], read.Classes);
    }

    [Theory]
    [InlineData("train_X.bin", 5, "has 5 bytes, which is no number of images of 96x96x3, 27,648 bytes each.")]
    [InlineData("test_y.bin", 3, "has 3 labels; test_X.bin has 1 images.")]
    [InlineData("train_y.bin", 2, "has label 0 at place 0; labels are 1 and more.")]
    public void What_is_not_whole_is_one_sentence(string name, int bytes, string sentence)
    {
        Write("train", [1, 2]);
        Write("test", [1]);
        File.WriteAllBytes(_folder.File(name), new byte[bytes]);
        var found = DatasetFormats.Only(_folder.Path);
        var problem = Assert.Throws<DatasetException>(() => found.Format.Open(found));
        Assert.EndsWith(sentence, problem.Message, StringComparison.Ordinal);
    }

    private void Write(string split, byte[] labels, Func<int, int, int, int, int>? value = null)
    {
        var images = new byte[labels.Length * ImageLength];
        for (var at = 0; at < images.Length; at++)
        {
            var (image, inner) = Math.DivRem(at, ImageLength);
            var (channel, place) = Math.DivRem(inner, Side * Side);
            images[at] = (byte)(value?.Invoke(image, channel, place % Side, place / Side) ?? 0);
        }
        File.WriteAllBytes(_folder.File($"{split}_X.bin"), images);
        File.WriteAllBytes(_folder.File($"{split}_y.bin"), labels);
    }
}
