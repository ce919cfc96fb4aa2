using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Datasets;

/// <summary>The recipe that a launch on a data set starts from.</summary>
public static class DatasetRecipe
{
    /// <summary>The default recipe, on as much of the set as it can take; the content of one of the lab's own is named.</summary>
    public static RunSpec Of(DatasetInfo dataset)
    {
        var spec = new RunSpec();
        var train = Math.Min(spec.TrainSize, dataset.Facts.TrainCount);
        return spec with
        {
            Dataset = dataset.Facts.Name,
            DatasetHash = dataset.Facts.IsOwn ? dataset.ContentHash : null,
            TrainSize = train,
            BatchSize = Math.Min(spec.BatchSize, train),
        };
    }
}
