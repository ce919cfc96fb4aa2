using WebLab.Client.Layout;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Jobs;

namespace WebLab.Client.Measures;

/// <summary>What the pages launch to measure the networks of completed runs.</summary>
public static class MeasureLaunch
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = "measures";

    private const string Field = "runs";

    /// <summary>How many networks one report holds.</summary>
    public static int Most => (int)(LabCatalogue.FindAnalysis(Kind)?.Fields.FirstOrDefault(known => known.Key == Field)?.Max ?? 1);

    /// <summary>Whether a run has a final network that can be measured.</summary>
    public static bool Applies(RunSummary run) => run.Status == RunStatus.Completed && JobKinds.Of(run.Spec).HasCurves;

    /// <summary>The measures of the final networks of some runs.</summary>
    /// <param name="runs">At least one; what they read is told by the first, as the server fills it in.</param>
    public static ExperimentRequest Of(IReadOnlyList<RunSummary> runs)
    {
        var first = runs[0];
        var subject =
            runs.Count == 1 ? first.Name
            : runs.All(run => run.ExperimentId == first.ExperimentId) ? first.ExperimentName
            : $"{runs.Count} networks";
        return new()
        {
            Name = Format.Middle($"Measures of {subject}", ExperimentCheck.MaxNameLength),
            // What is found of a private run is as private.
            IsPrivate = runs.Any(run => run.IsPrivate),
            Runs =
            [
                new(
                    "Measures",
                    new()
                    {
                        Dataset = first.Spec.Dataset,
                        TrainSize = first.Spec.TrainSize,
                        TestSize = first.Spec.TestSize,
                        Analysis = new()
                        {
                            Kind = Kind,
                            Fields = FieldGroup.Empty.With(Field, string.Join(',', runs.Select(run => run.Id))),
                        },
                    }
                ),
            ],
        };
    }
}
