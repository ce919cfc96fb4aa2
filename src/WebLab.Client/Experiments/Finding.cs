using WebLab.Client.Charts;
using WebLab.Client.Layout;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Runs;
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
        var settings = SeedGroups
            .By(SeedStatistics.Counted(runs).Where(run => run.Result is not null))
            .Select(seeds => new Setting(seeds[0].Spec, [.. seeds.Select(run => run.Result!)]))
            .ToList();
        return TrueAgainstRandom(settings) ?? GrowingNoise(settings) ?? FittedPixels(settings);
    }

    private static string? TrueAgainstRandom(List<Setting> settings)
    {
        var chance = Chance(settings);
        if (Only(settings, CorruptionKind.TrueLabels) is not { } clean || Only(settings, CorruptionKind.RandomLabels) is not { } random)
            return null;
        if (
            !clean.HasFitted
            || !random.HasFitted
            || random.TestAccuracy > chance + ChanceMargin
            || clean.TestAccuracy < chance + (3 * ChanceMargin)
        )
            return null;
        return $"Both networks fit their training set. With true labels {Format.Percent(clean.TestAccuracy)} of the test images are right; "
            + $"with random labels {Format.Percent(random.TestAccuracy)}, which is chance: that network has memorised and learned nothing. "
            + Seeds(clean, random);
    }

    private static string? GrowingNoise(List<Setting> settings)
    {
        var noisy = settings
            .Where(setting => setting.Spec.Corruption.HasNoiseRate())
            .OrderBy(setting => setting.Spec.Corruption.NoiseRate)
            .ToList();
        // Of a sweep over something else too the rates alone do not tell what changed.
        if (noisy.Count < 2 || noisy.Any(setting => !setting.HasFitted || WithoutRate(setting.Spec) != WithoutRate(noisy[0].Spec)))
            return null;
        var falls = noisy.Zip(noisy.Skip(1)).All(pair => pair.First.TestAccuracy > pair.Second.TestAccuracy);
        return falls
            ? $"Every network fits its given labels, wrong ones included. Test accuracy falls from {At(noisy[0])} to {At(noisy[^1])}. "
                + Seeds([.. noisy])
            : null;
    }

    private static string? FittedPixels(List<Setting> settings)
    {
        var changed = settings.Find(setting => setting.Spec.Corruption.ChangesPixels());
        if (changed is not { HasFitted: true } || Only(settings, CorruptionKind.TrueLabels) is not { } clean)
            return null;
        var words = changed.Spec.Corruption.Kind.Replace('-', ' ');
        return $"The network fits {words} too, {Format.Percent(changed.TrainAccuracy)} of the training set; "
            + $"on test images it is right for {Format.Percent(changed.TestAccuracy)}, against {Format.Percent(clean.TestAccuracy)} with "
            + $"the pictures as they are. {Seeds(changed, clean)}";
    }

    private static Setting? Only(IEnumerable<Setting> settings, string kind) =>
        settings.Where(setting => setting.Spec.Corruption.Kind == kind).ToList() is [var one] ? one : null;

    private static RunSpec WithoutRate(RunSpec spec) => spec with { Seed = 0, Corruption = spec.Corruption with { NoiseRate = 0 } };

    private static string Seeds(params IReadOnlyList<Setting> settings)
    {
        var (least, most) = (settings.Min(setting => setting.Results.Count), settings.Max(setting => setting.Results.Count));
        return most == 1 ? "One seed each."
            : least == most ? $"Means of {most} seeds."
            : $"Means of {least} to {most} seeds.";
    }

    // Of a data set that this lab has no more nobody knows how many classes it had; ten is what the paper's have.
    private static double Chance(List<Setting> settings) =>
        settings.Count == 0 ? 0 : 1.0 / (DatasetFacts.Find(settings[0].Spec.Dataset)?.Classes.Count ?? 10);

    private static string At(Setting setting) =>
        $"{Format.Percent(setting.TestAccuracy)} at noise rate "
        + $"{setting.Spec.Corruption.NoiseRate.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>One recipe with all of its seeds that completed.</summary>
    private sealed record Setting(RunSpec Spec, IReadOnlyList<RunResult> Results)
    {
        /// <summary>Whether it fits with every seed.</summary>
        public bool HasFitted => Results.All(result => result.TrainAccuracy >= Fitted);

        public double TrainAccuracy => Results.Average(result => result.TrainAccuracy);

        public double TestAccuracy => Results.Average(result => result.TestAccuracy);
    }
}
