using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Kernels;
using WebLab.Training.Catalogue;

namespace WebLab.Bench.Memorisation;

/// <summary>Whether the test error of the prepared launch is greatest where there are as many features as examples.</summary>
internal sealed class DoubleDescentPart : IMemorisationPart
{
    public string Name => "double-descent";

    public Task Measure(MemorisationMeasure measure)
    {
        // Of which the prepared launch's fields and the sizes of kernels are.
        LabCatalogue.Use(TrainerCatalogue.Describe());
        RunSpec[] grid = [.. Presets.DoubleDescent.Request.Runs.Select(run => run.Spec)];
        var threshold = Array.FindIndex(grid, spec => KernelFacts.FeatureCount(spec) == spec.TrainSize);
        var errors = measure.EachSeed.Select(seed => Array.ConvertAll(grid, spec => Error(measure, spec with { Seed = seed }))).ToList();
        double[] mean = [.. grid.Select((_, i) => errors.Average(ofSeed => ofSeed[i]))];
        var steps = errors.Max(ofSeed => Math.Abs(Peak(ofSeed) - threshold));
        var curve = grid.Select((spec, i) => Sentence.Of($"{KernelFacts.FeatureCount(spec):N0}: {100 * mean[i]:0.0}"));
        var how = Sentence.Of(
            $"grid steps between the greatest test error and features = examples = {grid[0].TrainSize}, the farthest "
                + $"of {measure.Seeds} seeds; mean test error in % by features {string.Join(", ", curve)}"
        );
        measure.Report.Add(BenchFigure.AtMost("memorisation.double-descent", steps, "steps", 1, how));
        return Task.CompletedTask;
    }

    private static double Error(MemorisationMeasure measure, RunSpec spec) =>
        1 - RecordedTraining.Run(measure, spec, RecordedTraining.Data(measure, spec), null).TestAccuracy;

    private static int Peak(double[] errors) => Array.IndexOf(errors, errors.Max());
}
