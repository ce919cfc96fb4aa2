using WebLab.Contracts;
using WebLab.Contracts.Measures;

namespace WebLab.Server.Reports;

/// <summary>Every number of a report, a line each with all its digits.</summary>
public sealed class MeasuresCsv() : ReportForm<MeasuresReport>(MeasuresReport.Kind, Of)
{
    public static IEnumerable<string> Of(MeasuresReport report) =>
        report
            .Runs.SelectMany(run => run.Results.SelectMany(result => Lines(run, result)))
            .Prepend(
                Csv.Line(
                    "run",
                    "name",
                    "epoch",
                    "step",
                    "noise rate",
                    "train accuracy",
                    "test accuracy",
                    "generalisation gap",
                    "measure",
                    "part",
                    "value",
                    "low",
                    "high",
                    "why not"
                )
            );

    private static IEnumerable<string> Lines(MeasuredRun run, MeasureResult result) =>
        result
            .Parts.Select(part => Line(run, result.Measure, part.Name, part.Value, null, null, null))
            .Prepend(Line(run, result.Measure, null, result.Value, result.Low, result.High, result.Problem));

    private static string Line(MeasuredRun run, string measure, string? part, double? value, double? low, double? high, string? problem) =>
        Csv.Line(
            run.RunId,
            run.Name,
            run.Epoch,
            run.Step,
            run.NoiseRate,
            run.TrainAccuracy,
            run.TestAccuracy,
            run.GeneralisationGap,
            measure,
            part,
            value,
            low,
            high,
            problem
        );
}
