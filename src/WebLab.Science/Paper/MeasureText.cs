using WebLab.Contracts;
using WebLab.Contracts.Paper;

namespace WebLab.Science.Paper;

/// <summary>How a measure is written in the sentences of a report.</summary>
internal static class MeasureText
{
    /// <summary>A value with its unit.</summary>
    public static string Of(double value, PaperMeasure measure) =>
        measure switch
        {
            PaperMeasure.TimeToFit or PaperMeasure.TimeAtChance => Sentence.Of($"{value:0.#} epochs"),
            PaperMeasure.SolutionNorm => Sentence.Of($"{value:0.#}"),
            PaperMeasure.RademacherComplexity => Sentence.Of($"{value:0.000}"),
            _ => Sentence.Of($"{value * 100:0.0#} %"),
        };

    /// <summary>A difference of two values: shares differ by points.</summary>
    public static string Difference(double value, PaperMeasure measure) =>
        measure is PaperMeasure.TimeToFit or PaperMeasure.TimeAtChance or PaperMeasure.SolutionNorm or PaperMeasure.RademacherComplexity
            ? Of(value, measure)
            : Sentence.Of($"{value * 100:0.0#} points");
}
