using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Bench.LabelAudits;

/// <summary>How often the paper's own test raises a false alarm: labels that were shuffled, against 19 copies shuffled again.</summary>
internal static class CurveAlarms
{
    private const int Sets = 1_000,
        Count = 100,
        Side = 14,
        Classes = 10,
        Epochs = 10,
        Copies = 19;

    public static void Measure(AuditMeasure measure)
    {
        var data = DatasetReader.Load(DatasetName.Mnist, measure.Folder, Count, Classes);
        using var scope = NewDisposeScope();
        var inputs = CurveInputs.Of(ReducedImages.Of(data.Train, Side));
        int[] given = Array.ConvertAll(data.Train.Labels, label => (int)label);
        var (alarms, watch) = (0, Stopwatch.StartNew());
        for (var set = 0; set < Sets; set++)
        {
            new RandomStream(10_000 + (ulong)set).Shuffle(given.AsSpan());
            var (own, shuffled) = new LossCurves(inputs, Classes, Epochs, 20_000 + (ulong)set).Train(
                given,
                Copies,
                measure.Device.Threads,
                (_, _) => { },
                measure.Cancel
            );
            alarms += shuffled.All(copy => copy.Average() > own.Average()) ? 1 : 0;
        }
        measure.Report.Add(
            BenchFigure.AtMost(
                "audit.false-training-curve",
                Math.Abs((100.0 * alarms / Sets) - 5),
                "points",
                1.4,
                Sentence.Of(
                    $"off 5 %: {alarms} of {Sets:N0} shuffled sets of {Count} raise an alarm at 1/{Copies + 1}; MNIST as {Side}x{Side}, "
                        + $"{Epochs} epochs, {watch.Elapsed.TotalSeconds:0} s"
                )
            )
        );
    }
}
