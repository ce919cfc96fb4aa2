using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Images;

/// <summary>An image that the sources give a class.</summary>
internal sealed record LabelledImage(SourceEntry Entry, string Class, ExampleSplit Split);
