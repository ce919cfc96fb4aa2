using WebLab.Data.Datasets;

namespace WebLab.Data.Labels;

/// <summary>Labels run from 1 to the number of classes, and nobody has said yet that they count from 1.</summary>
/// <param name="message">One sentence.</param>
public sealed class LabelsFromOneException(string message) : DatasetException(message);
