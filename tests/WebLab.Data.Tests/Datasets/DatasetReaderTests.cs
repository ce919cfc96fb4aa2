using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
namespace WebLab.Data.Tests.Datasets;

public sealed class DatasetReaderTests
{
    [Fact]
    public void Absent_files_are_named()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<DatasetException>(() => DatasetReader.Load(DatasetName.Cifar10, folder.Path));
        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("data_batch_1.bin", error.Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => DatasetReader.Load(DatasetName.Mnist, null));
    }

    [Fact]
    public void Generated_set_needs_no_folder()
    {
        var data = DatasetReader.Load(DatasetName.Generated, null, 30, 20);
        Assert.Equal((30, 20), (data.Train.Count, data.Test.Count));
    }

    [Theory]
    [InlineData(DatasetName.Cifar10, 6, 3, 5_000, 1_000)]
    [InlineData(DatasetName.Mnist, 5, 7, 5_923, 980)]
    [Trait("Speed", "Slow")]
    public void Published_sets_are_read_whole(string name, int firstTrain, int firstTest, int zerosInTrain, int zerosInTest)
    {
        var data = DatasetReader.Load(name, ReferenceData.Folder());
        Assert.Equal((data.Facts.TrainCount, data.Facts.TestCount), (data.Train.Count, data.Test.Count));
        Assert.Equal((firstTrain, firstTest), (data.Train.Labels[0], data.Test.Labels[0]));
        Assert.Equal(
            (zerosInTrain, zerosInTest),
            (data.Train.Labels.Count(label => label == 0), data.Test.Labels.Count(label => label == 0))
        );
    }
}
