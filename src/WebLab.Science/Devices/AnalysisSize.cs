using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Jobs;
using WebLab.Science.Specs;

namespace WebLab.Science.Devices;

/// <summary>What an analysis takes, by the formulas of its kind.</summary>
public static class AnalysisSize
{
    /// <summary>Checks that a kind's formulas can be worked out for each of its recipes.</summary>
    /// <param name="job">The kind.</param>
    /// <exception cref="FormatException">One is no formula, or has a name that is neither shared nor a number of the kind's own fields with
    /// a default.</exception>
    public static void Check(JobInfo job)
    {
        ArgumentNullException.ThrowIfNull(job);
        foreach (var formula in new[] { job.Memory, job.Seconds })
            NetworkSize.Count(
                formula,
                new(1, 1, 1),
                2,
                name =>
                    name is "examples" or "tests" or "whole" or "images" or "runs"
                    || OfferedNetworks.Has(job.Fields, name)
                    || job.Fields.Any(field =>
                        field.Key == name && (field.Type is FieldKind.Text or FieldKind.Runs || OwnFields.Standard(field) is double)
                    )
                        ? 1
                        : throw Unknown(job.Id, name)
            );
    }

    /// <summary>Works a formula out.</summary>
    /// <param name="spec">The recipe of an analysis.</param>
    /// <param name="formula">Which of its kind's.</param>
    /// <param name="seconds">The seconds of one thread that one example takes of a training step, by the recipe of a network; null where
    /// the formula does not ask.</param>
    /// <exception cref="FormatException">The formula has a name that the recipe has no number for.</exception>
    public static long Count(RunSpec spec, Func<JobInfo, string> formula, Func<RunSpec, double>? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(formula);
        var facts = DatasetFacts.Of(spec.Dataset);
        var shape = new InputShape(facts.InputHeight, facts.InputWidth, facts.Channels);
        var job = JobKinds.Of(spec);
        return NetworkSize.Count(
            formula(job),
            shape,
            facts.Classes.Count,
            name =>
                name switch
                {
                    _ when OfferedNetworks.Has(job.Fields, name) => OfferedNetworks.NumberOf(
                        spec,
                        name,
                        shape,
                        facts.Classes.Count,
                        seconds ?? (_ => throw Unknown(job.Id, name))
                    ),
                    "examples" => spec.TrainSize,
                    "tests" => Math.Min(spec.TestSize, facts.TestCount),
                    "whole" => (double)facts.TrainCount + facts.TestCount,
                    "images" => facts.Kind == DatasetKind.Images ? 1 : 0,
                    "runs" => NamedRuns.Of(spec).Count,
                    _ => Number(spec, name) ?? throw Unknown(spec.Analysis!.Kind, name),
                }
        );
    }

    private static double? Number(RunSpec spec, string name)
    {
        var value = OwnFields.ValueOf(spec.Analysis!, name);
        return JobKinds.Of(spec).Fields.FirstOrDefault(field => field.Key == name) switch
        {
            // Whether a file or a run is named at all.
            { Type: FieldKind.Text or FieldKind.Runs } => value is string { Length: > 0 } ? 1 : 0,
            // Stored recipes may hold what was no number yet.
            { } field => value as double? ?? OwnFields.Standard(field) as double?,
            null => value as double?,
        };
    }

    private static FormatException Unknown(string kind, string name) =>
        new($"The size of {kind} cannot be worked out: {Sentence.Shown(name)} is no number of its recipe.");
}
