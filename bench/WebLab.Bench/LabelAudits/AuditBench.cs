using System.CommandLine;
using WebLab.Training;

namespace WebLab.Bench.LabelAudits;

/// <summary>
/// <c>bench audit</c>: the label audit against the reference implementation's figures, people's labels, and labels that were
/// shuffled on purpose.
/// </summary>
internal static class AuditBench
{
    public static Command Create()
    {
        var json = BenchCommand.Json();
        var isLong = new Option<bool>("--long")
        {
            Description = "All 50,000 images and training on corrected labels too: minutes more on two cores.",
        };
        var only = new Option<string>("--only") { Description = $"Of {string.Join(", ", Parts.Select(part => part.Name))}; default all." };
        var data = new Option<string>("--data")
        {
            Description = "The folder with cifar-10-batches-bin, mnist, cifar-10n and label-errors.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WEBLAB_TEST_DATA") ?? "../shared/data",
        };
        var command = new Command("audit", "The label audit beside its reference figures, its power and its time.")
        {
            data,
            only,
            isLong,
            json,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var folder = Path.GetFullPath(parsed.GetValue(data)!);
                if (!Directory.Exists(folder))
                    throw new BenchException($"--data must name the folder of the reference data; there is no {folder}.");
                var report = new BenchReport(parsed.GetValue(json));
                var wanted = parsed.GetValue(only)?.Split(',', StringSplitOptions.TrimEntries);
                var context = new AuditMeasure(
                    folder,
                    report,
                    ComputeDevice.Open("cpu", Environment.ProcessorCount),
                    parsed.GetValue(isLong),
                    cancel
                );
                // Not on the thread that waits for a signal.
                await Task.Run(
                    () =>
                    {
                        foreach (var part in Parts)
                        {
                            if (wanted is null ? context.IsLong || !part.IsLong : wanted.Contains(part.Name))
                                part.Measure(context);
                        }
                    },
                    cancel
                );
                return report.ExitCode;
            }
        );
        return command;
    }

    private static readonly IReadOnlyList<(string Name, bool IsLong, Action<AuditMeasure> Measure)> Parts =
    [
        ("reference", false, ReferenceFigures.Measure),
        ("own-scores", false, OwnScores.Measure),
        ("embeddings", false, EmbeddingScores.Measure),
        ("tests", false, AssociationTests.Time),
        ("power", false, AssociationTests.Power),
        ("false-alarms", false, AssociationTests.FalseAlarms),
        ("curve-alarms", true, CurveAlarms.Measure),
        ("correction", true, CorrectedTraining.Measure),
        ("all-images", true, OwnScores.MeasureAll),
        ("folds", true, OwnScores.MeasureFolds),
    ];
}

/// <summary>What a measurement works with.</summary>
/// <param name="Folder">The reference data.</param>
/// <param name="Report">Takes the figures.</param>
/// <param name="Device">The threads.</param>
/// <param name="IsLong">Whether it may take its time.</param>
/// <param name="Cancel">Ends it.</param>
internal sealed record AuditMeasure(string Folder, BenchReport Report, ComputeDevice Device, bool IsLong, CancellationToken Cancel);
