using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>A data set in memory.</summary>
/// <param name="Facts">What is fixed about it.</param>
/// <param name="Train">The training images, in the publisher's order.</param>
/// <param name="Test">The test images, in the publisher's order.</param>
public sealed record Dataset(DatasetFacts Facts, ImageSet Train, ImageSet Test)
{
    /// <summary>The folder of its files; null for the generated set, and where it was made in memory.</summary>
    public string? Folder { get; init; }
}
