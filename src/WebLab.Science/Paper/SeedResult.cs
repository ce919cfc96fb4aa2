using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Paper;

/// <summary>What became of one row with one seed.</summary>
/// <param name="Spec">The recipe, with the seed.</param>
/// <param name="Result">What was measured; null when the training diverged.</param>
public sealed record SeedResult(RunSpec Spec, RunResult? Result)
{
    // Every data set of the paper has ten.
    private const double Classes = 10;

    /// <summary>The root seed.</summary>
    public int Seed => Spec.Seed;

    private double NoiseRate => Spec.Corruption.NoiseRate;

    /// <summary>The measure; null when there is none, as the time to fit of a run that had not fitted when its epochs were over.</summary>
    /// <param name="measure">The measure.</param>
    public double? Value(PaperMeasure measure) =>
        Result is null
            ? null
            : measure switch
            {
                PaperMeasure.TrainAccuracy => Result.TrainAccuracy,
                PaperMeasure.TestAccuracy => Result.TestAccuracy,
                PaperMeasure.BestTestAccuracy => Result.BestTestAccuracy,
                PaperMeasure.TestError => 1 - Result.TestAccuracy,
                PaperMeasure.NoisyTestError => (1 - NoiseRate) * (1 - Result.TestAccuracy) + NoiseRate * (Classes - 1) / Classes,
                PaperMeasure.OnlineAccuracy => Result.OnlineAccuracy,
                PaperMeasure.EarlyStoppedTestAccuracy => Result.EarlyStoppedTestAccuracy,
                PaperMeasure.TimeToFit => Result.TimeToFitEpochs,
                PaperMeasure.TimeAtChance => Result.WaitedEpochs,
                PaperMeasure.SolutionNorm => Result.SolutionNorm,
                PaperMeasure.RademacherComplexity => (Classes * Result.TrainAccuracy - 1) / (Classes - 1),
                _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, null),
            };

    /// <summary>What the measure is at least, where it has no value: a network that had not fitted after n epochs takes more than
    /// n.</summary>
    /// <param name="measure">The measure.</param>
    public double? MoreThan(PaperMeasure measure) => measure == PaperMeasure.TimeToFit && Value(measure) is null ? Spec.Epochs : null;
}
