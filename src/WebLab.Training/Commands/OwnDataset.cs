using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Training.Commands;

/// <summary>A data set that a command line names and points at.</summary>
internal static class OwnDataset
{
    /// <exception cref="DatasetException">The folder has not one set that reads whole.</exception>
    public static void Add(string name, string folder)
    {
        var verdict = DatasetCheck.Of(name, DatasetFormats.Only(Path.GetFullPath(folder)));
        DatasetFacts.Add((verdict.Facts ?? throw new DatasetException(verdict.Problem!)) with { IsOwn = true });
    }
}
