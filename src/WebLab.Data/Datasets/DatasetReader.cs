using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>Reads or draws a data set.</summary>
public static class DatasetReader
{
    /// <summary>Reads the first images of a data set.</summary>
    /// <param name="name">The data set.</param>
    /// <param name="folder">The folder with its files, or their parent; ignored for the generated set, which is drawn.</param>
    /// <param name="trainCount">Training images wanted; more than there are means all.</param>
    /// <param name="testCount">Test images wanted; more than there are means all.</param>
    /// <exception cref="DatasetException">The files are absent or not what they should be.</exception>
    public static Dataset Load(string name, string? folder, int trainCount = int.MaxValue, int testCount = int.MaxValue)
    {
        var facts = DatasetFacts.Of(name);
        trainCount = Math.Min(trainCount, facts.TrainCount);
        testCount = Math.Min(testCount, facts.TestCount);
        if (name == DatasetName.Generated)
            return new(facts, GeneratedImages.DrawTrain(trainCount), GeneratedImages.DrawTest(testCount));

        var found = folder is null ? null : DatasetFiles.Find(name, folder);
        if (found is null)
            throw new DatasetException(
                $"The files of {facts.Title} are not in {folder ?? "any folder"}: {DatasetFiles.Wanted(name)} are expected there or in a "
                    + $"folder {DatasetFiles.FolderName(name)} inside it."
            );
        try
        {
            return name switch
            {
                DatasetName.Cifar10 => new(facts, Cifar10Reader.ReadTrain(found, trainCount), Cifar10Reader.ReadTest(found, testCount)),
                DatasetName.Mnist => new(
                    facts,
                    IdxReader.Read(found, "train", facts.TrainCount).First(trainCount),
                    IdxReader.Read(found, "t10k", facts.TestCount).First(testCount)
                ),
                _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a data set with files."),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{facts.Title} could not be read from {found}: {error.Message}", error);
        }
    }
}
