namespace WebLab.Contracts.Datasets;

/// <summary>A recipe names a data set that this lab has not, or no longer.</summary>
/// <param name="name">Its id.</param>
public sealed class UnknownDatasetException(string name)
    : Exception($"There is no data set {Sentence.Shown(name)} here; it may have been deleted.");
