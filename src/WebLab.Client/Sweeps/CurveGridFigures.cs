using WebLab.Client.Figures;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Sweeps;

/// <summary>The curves of each setting of a sweep by themselves, all on the same axes.</summary>
public static class CurveGridFigures
{
    public static IReadOnlyList<Figure> Accuracies(SweptRuns runs, LiveCurves curves, int most)
    {
        var shown = runs.Settings.Take(most).ToList();
        var epochs = shown.SelectMany(setting => setting).Max(run => run.Spec.Epochs);
        return
        [
            .. shown.Select(setting => new Figure(
                SettingTitle.Of(runs, setting),
                new("epochs", 0, epochs),
                new("accuracy", 0, 1, IsShare: true),
                [
                    Mean(setting, curves, Metric.TrainAccuracy, "training set", isDashed: false),
                    Mean(setting, curves, Metric.TestAccuracy, "test set", isDashed: true),
                ]
            )),
        ];
    }

    /// <summary>The mean over seeds of a measure at each epoch, with its spread.</summary>
    public static FigureLine Mean(IReadOnlyList<RunSummary> setting, LiveCurves curves, Metric metric, string name, bool isDashed) =>
        SeedMean.Of(
            new(name, setting[0].Index, [], []) { IsDashed = isDashed },
            [
                .. setting
                    .Select(run => (EpochValues.Of(run, curves, metric), run.Status == RunStatus.Completed))
                    .Where(curve => curve.Item1.Count > 0),
            ]
        );
}
