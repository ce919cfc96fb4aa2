using WebLab.Client.Layout;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

/// <summary>What an experiment's results tell, in a sentence; nothing while they do not tell it.</summary>
public static class Finding
{
    private const double Fitted = 0.99;

    // Three standard deviations of chance on 1,000 test images.
    private const double ChanceMargin = 0.03;

    public static string? Of(IReadOnlyList<RunSummary> runs)
    {
        var known = runs.Where(run => run.Result is not null).ToList();
        return TrueAgainstRandom(known) ?? GrowingNoise(known) ?? FittedPixels(known);
    }

    private static string? TrueAgainstRandom(List<RunSummary> runs)
    {
        var chance = Chance(runs);
        if (Only(runs, CorruptionKind.TrueLabels) is not { } clean || Only(runs, CorruptionKind.RandomLabels) is not { } random)
            return null;
        if (
            clean.TrainAccuracy < Fitted
            || random.TrainAccuracy < Fitted
            || random.TestAccuracy > chance + ChanceMargin
            || clean.TestAccuracy < chance + (3 * ChanceMargin)
        )
            return null;
        return $"Both networks fit their training set. With true labels {Format.Percent(clean.TestAccuracy)} of the test images are right; "
            + $"with random labels {Format.Percent(random.TestAccuracy)}, which is chance: that network has memorised and learned nothing.";
    }

    private static string? GrowingNoise(List<RunSummary> runs)
    {
        var noisy = runs.Where(run => run.Spec.Corruption.HasNoiseRate()).OrderBy(run => run.Spec.Corruption.NoiseRate).ToList();
        if (noisy.Count < 2 || noisy.Any(run => run.Result!.TrainAccuracy < Fitted))
            return null;
        var falls = noisy.Zip(noisy.Skip(1)).All(pair => pair.First.Result!.TestAccuracy > pair.Second.Result!.TestAccuracy);
        return falls
            ? $"Every network fits its given labels, wrong ones included. Test accuracy falls from {At(noisy[0])} to {At(noisy[^1])}."
            : null;
    }

    private static string? FittedPixels(List<RunSummary> runs)
    {
        var changed = runs.FirstOrDefault(run => run.Spec.Corruption.ChangesPixels());
        if (changed?.Result is not { } result || result.TrainAccuracy < Fitted || Only(runs, CorruptionKind.TrueLabels) is not { } clean)
            return null;
        var words = changed.Spec.Corruption.Kind.Replace('-', ' ');
        return $"The network fits {words} too, {Format.Percent(result.TrainAccuracy)} of the training set; "
            + $"on test images it is right for {Format.Percent(result.TestAccuracy)}, against {Format.Percent(clean.TestAccuracy)} with "
            + $"the pictures as they are.";
    }

    private static RunResult? Only(IEnumerable<RunSummary> runs, string kind)
    {
        var found = runs.Where(run => run.Spec.Corruption.Kind == kind).ToList();
        return found.Count == 1 ? found[0].Result : null;
    }

    // Of a data set that this lab has no more nobody knows how many classes it had; ten is what the paper's have.
    private static double Chance(List<RunSummary> runs) =>
        runs.Count == 0 ? 0 : 1.0 / (DatasetFacts.Find(runs[0].Spec.Dataset)?.Classes.Count ?? 10);

    private static string At(RunSummary run) =>
        $"{Format.Percent(run.Result!.TestAccuracy)} at noise rate "
        + $"{run.Spec.Corruption.NoiseRate.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)}";
}
