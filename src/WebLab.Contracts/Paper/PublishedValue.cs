namespace WebLab.Contracts.Paper;

/// <summary>A value that the paper prints, and how near a full-scale run must come.</summary>
/// <param name="Measure">What it measures.</param>
/// <param name="Value">The value; accuracies and errors 0 to 1, times in epochs; null where the paper prints "failed to converge".</param>
/// <param name="Tolerance">The largest difference that counts as agreement, in the measure's own unit.</param>
/// <param name="Reason">Why the tolerance is what it is, one sentence.</param>
public sealed record PublishedValue(PaperMeasure Measure, double? Value, double Tolerance, string Reason);
