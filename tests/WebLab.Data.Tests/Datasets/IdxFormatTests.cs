using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

public sealed class IdxFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}-{1}-idx{2}-ubyte", "", "")]
    [InlineData("{0}-{1}-idx{2}-ubyte.gz", "", "")]
    [InlineData("{0}-{1}.idx{2}-ubyte", "", "")]
    [InlineData("{0}_{1}.idx{2}.ubyte.gz", "", "")]
    [InlineData("{0}-{1}-IDX{2}-UBYTE.GZ", "", "")]
    [InlineData("{0}-{1}-idx{2}-ubyte", "raw", "")]
    [InlineData("{0}-{1}-idx{2}-ubyte.gz", "MNIST/raw", "")]
    [InlineData("{0}-{1}-idx{2}-ubyte", "KMNIST", "")]
    [InlineData("emnist-letters-{0}-{1}-idx{2}-ubyte.gz", "", "emnist-letters")]
    [InlineData("kmnist_{0}-{1}-idx{2}-ubyte", "", "kmnist")]
    public void Usual_names_and_folders_are_found(string name, string folder, string prefix)
    {
        IdxFiles.Write(Path.Combine(_folder.Path, folder), name);
        var place = folder == "MNIST/raw" ? _folder.File("MNIST") : _folder.Path;
        var found = Assert.Single(DatasetFormats.Find(place));
        Assert.Equal(prefix, found.Name);
        Assert.Equal(found.Files, DatasetFormats.Only(found.Place).Files);
        var splits = found.Format.Read(found, int.MaxValue, int.MaxValue);
        Assert.Equal((30, 20, 14, 1), (splits.Train.Count, splits.Train.Height, splits.Train.Width, splits.Train.Channels));
        Assert.Equal((20, 7), (splits.Test.Count, splits.Classes.Count));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 0], splits.Train.Labels[..8]);
    }

    [Fact]
    public void Test_files_may_be_called_test()
    {
        IdxFiles.Write(_folder.Path, "emnist-digits-{0}-{1}-idx{2}-ubyte", test: "test");
        Assert.Equal("emnist-digits", Assert.Single(DatasetFormats.Find(_folder.Path)).Name);
    }

    [Fact]
    public void One_of_several_sets_is_named_by_how_its_files_begin()
    {
        IdxFiles.Write(_folder.Path, "emnist-letters-{0}-{1}-idx{2}-ubyte");
        IdxFiles.Write(_folder.Path, "emnist-digits-{0}-{1}-idx{2}-ubyte", classes: 10);
        Assert.Contains(
            "has 2 data sets: give one of",
            Assert.Throws<DatasetException>(() => DatasetFormats.Only(_folder.Path)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("emnist-letters", DatasetFormats.Only(_folder.File("EMNIST-letters")).Name);
        Assert.Contains(
            "There is no data set in",
            Assert.Throws<DatasetException>(() => DatasetFormats.Only(_folder.File("other"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Classes_that_count_from_one_keep_their_names()
    {
        IdxFiles.Write(_folder.Path, classes: 26, first: 1);
        var found = DatasetFormats.Only(_folder.Path);
        var splits = found.Format.Read(found, 5, 5);
        Assert.Equal((26, "1", "26"), (splits.Classes.Count, splits.Classes[0], splits.Classes[25]));
        Assert.Equal([0, 1, 2, 3, 4], splits.Train.Labels);
    }

    [Fact]
    public void Unpacked_file_comes_before_its_archive()
    {
        IdxFiles.Write(_folder.Path);
        IdxFiles.Write(_folder.Path, "{0}-{1}-idx{2}-ubyte.gz", classes: 3);
        var found = DatasetFormats.Only(_folder.Path);
        Assert.All(found.Files, path => Assert.EndsWith("ubyte", path, StringComparison.Ordinal));
    }
}
