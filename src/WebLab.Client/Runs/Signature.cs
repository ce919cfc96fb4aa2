using WebLab.Client.Figures;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs;

/// <summary>What has become of a run's training examples at an epoch, and the sentence that it tells.</summary>
/// <param name="Epoch">1-based.</param>
/// <param name="Memorised">Share of the wrongly labelled examples that are predicted as their wrong label.</param>
/// <param name="SeenThrough">Share of them that are predicted as what they really show.</param>
/// <param name="Right">Share of the rightly labelled examples that are predicted as their label; NaN without any.</param>
public sealed record Signature(int Epoch, double Memorised, double SeenThrough, double Right)
{
    private const double All = 0.99,
        Lead = 0.05;

    /// <summary>The last epoch of which the browser holds every share; null before the first, or when no label is wrong.</summary>
    public static Signature? Last(RunSummary run, LiveCurves curves)
    {
        var memorised = EpochValues.Of(run, curves, Metric.MemorisedFraction);
        var seenThrough = EpochValues.Of(run, curves, Metric.CorruptedPredictedTrue);
        var right = EpochValues.Of(run, curves, Metric.CleanPredictedTrue);
        for (var i = Math.Min(memorised.Count, seenThrough.Count) - 1; i >= 0; i--)
        {
            if (double.IsFinite(memorised[i]) && double.IsFinite(seenThrough[i]))
                return new(i + 1, memorised[i], seenThrough[i], i < right.Count ? right[i] : double.NaN);
        }
        return null;
    }

    /// <summary>The shares in words, then what they mean.</summary>
    /// <param name="chance">The share that a guess would hit: one over the number of classes.</param>
    public string Words(double chance)
    {
        var clean = double.IsNaN(Right) ? "" : $" Of the rightly labelled ones {Format.Percent(Right)} are predicted as labelled.";
        return $"Epoch {Epoch}: of the wrongly labelled images {Format.Percent(Memorised)} are predicted as their wrong label, "
            + $"{Format.Percent(SeenThrough)} as what they really show.{clean} {Meaning(chance)}";
    }

    private string Meaning(double chance)
    {
        var knowsNothing = SeenThrough <= chance + Lead;
        if (Memorised >= All)
            return "The network has memorised every wrong label: it fits the noise as it fits the pattern.";
        if (knowsNothing && Memorised <= chance + Lead)
            return "It can tell neither the pattern nor the noise yet.";
        if (knowsNothing)
            return "Hardly any wrong label is seen through: what it fits of them, it memorises.";
        return SeenThrough >= Memorised
            ? "It has learned the pattern and sees through more wrong labels than it has memorised; stopped here, it would pass on less "
                + "of the noise."
            : "Memorising has overtaken learning: it now repeats more wrong labels than it sees through.";
    }
}
