using WebLab.Contracts;
using WebLab.Contracts.Paper;

namespace WebLab.Science.Paper;

/// <summary>How a measure is written in the sentences of a report.</summary>
public static class MeasureText
{
    /// <summary>Whether a measure is a fraction, written in percent.</summary>
    /// <param name="measure">The measure.</param>
    public static bool IsShare(PaperMeasure measure) =>
        measure
            is PaperMeasure.TrainAccuracy
                or PaperMeasure.TestAccuracy
                or PaperMeasure.BestTestAccuracy
                or PaperMeasure.TestError
                or PaperMeasure.NoisyTestError
                or PaperMeasure.OnlineAccuracy
                or PaperMeasure.EarlyStoppedTestAccuracy;

    /// <summary>A value with its unit.</summary>
    /// <param name="value">The value, a fraction of a share.</param>
    /// <param name="measure">What it is of.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no measure of the paper.</exception>
    public static string Of(double value, PaperMeasure measure) =>
        measure switch
        {
            PaperMeasure.TimeToFit or PaperMeasure.TimeAtChance => Sentence.Of($"{value:0.#} epochs"),
            PaperMeasure.SolutionNorm => Sentence.Of($"{value:0.#}"),
            PaperMeasure.RademacherComplexity => Sentence.Of($"{value:0.000}"),
            _ when IsShare(measure) => Sentence.Of($"{value * 100:0.0#} %"),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "No measure of the paper."),
        };

    /// <summary>A difference of two values: shares differ by points.</summary>
    /// <param name="value">The difference.</param>
    /// <param name="measure">What it is of.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no measure of the paper.</exception>
    public static string Difference(double value, PaperMeasure measure) =>
        IsShare(measure) ? Sentence.Of($"{value * 100:0.0#} points") : Of(value, measure);
}
