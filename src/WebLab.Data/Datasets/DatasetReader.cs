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
    /// <param name="drawn">A folder that keeps the generated set's images once they are drawn; null to draw them anew.</param>
    /// <exception cref="DatasetException">The files are absent or not what they should be.</exception>
    public static Dataset Load(
        string name,
        string? folder,
        int trainCount = int.MaxValue,
        int testCount = int.MaxValue,
        string? drawn = null
    )
    {
        var facts = DatasetFacts.Of(name);
        trainCount = Math.Min(trainCount, facts.TrainCount);
        testCount = Math.Min(testCount, facts.TestCount);
        return name == DatasetName.Generated
            ? new(facts, GeneratedImages.DrawTrain(trainCount, drawn), GeneratedImages.DrawTest(testCount, drawn))
            : Read(facts, folder, found => found.Format.Read(found, trainCount, testCount));
    }

    /// <summary>A whole data set whose examples stay in their files: what is in memory is its labels.</summary>
    /// <param name="name">The data set.</param>
    /// <param name="folder">As for <see cref="Load"/>.</param>
    /// <exception cref="DatasetException">The files are absent or not what they should be.</exception>
    public static Dataset Open(string name, string? folder)
    {
        var facts = DatasetFacts.Of(name);
        return name == DatasetName.Generated
            ? new(facts, GeneratedImages.OpenTrain(facts.TrainCount), GeneratedImages.OpenTest(facts.TestCount))
            : Read(facts, folder, found => found.Format.Open(found));
    }

    private static Dataset Read(DatasetFacts facts, string? folder, Func<FoundDataset, DatasetSplits> read)
    {
        var name = facts.Name;
        var found =
            facts.IsOwn ? DatasetFormats.Only(folder ?? throw new DatasetException($"{facts.Title} needs the folder of its files."))
            : folder is null ? null
            : DatasetFiles.Find(name, folder);
        if (found is null)
            throw new DatasetException(Absent(name, folder));
        try
        {
            found.CheckFiles();
            if (DatasetFiles.Refusal(name, found) is { } refusal)
                throw new DatasetException(refusal);
            var splits = read(found);
            if ((splits.Kind, Shape(splits)) != (facts.Kind, (facts.Height, facts.Width, facts.Channels, facts.Classes.Count)))
                throw new DatasetException(
                    $"The files in {found.Folder} hold {Words(splits.Kind, Shape(splits))}; {facts.Title} has "
                        + $"{Words(facts.Kind, (facts.Height, facts.Width, facts.Channels, facts.Classes.Count))}."
                );
            return new(facts, splits.Train, splits.Test) { Folder = found.Folder };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{facts.Title} could not be read from {found.Folder}: {error.Message}", error);
        }
    }

    /// <summary>What is said of a folder that does not have a data set.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="folder">The folder; null for none.</param>
    public static string Absent(string name, string? folder) =>
        $"The files of {DatasetFacts.Of(name).Title} are not in {folder ?? "any folder"}: {DatasetFiles.Wanted(name)} are "
        + $"expected there or in a "
        + $"folder {DatasetFiles.FolderName(name)} inside it.";

    private static (int, int, int, int) Shape(DatasetSplits splits) =>
        (splits.Train.Height, splits.Train.Width, splits.Train.Channels, splits.Classes.Count);

    private static string Words(DatasetKind kind, (int Height, int Width, int Channels, int Classes) shape) =>
        kind == DatasetKind.Images
            ? $"images of {shape.Height}x{shape.Width}x{shape.Channels} in {shape.Classes} classes"
            : $"rows of {shape.Width} features in {shape.Classes} classes";
}
