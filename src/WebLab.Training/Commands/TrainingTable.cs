using System.Globalization;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Training.Commands;

/// <summary>Writes a training as a table with one row an epoch.</summary>
/// <param name="output">Where to.</param>
internal sealed class TrainingTable(TextWriter output) : ITrainingObserver
{
    private readonly Dictionary<Metric, float> _latest = [];
    private int _epochsWritten;

    public void Started(RunFacts facts)
    {
        Write(
            $"{facts.Parameters:N0} parameters, {facts.StepsPerEpoch:N0} steps an epoch, realised noise rate "
                + $"{facts.RealisedNoiseRate:0.0000}, on {facts.Device} with {facts.Threads} threads"
                + (facts.LeftOut > 0 ? $", {facts.LeftOut:N0} examples left out by the label file" : "")
        );
        Write($"{"epoch",6} {"step",8} {"loss",9} {"train",7} {"clean",7} {"memorised",9} {"test",7} {"images/s",9}");
    }

    public void Points(IReadOnlyList<Point> points)
    {
        foreach (var point in points)
            _latest[point.Metric] = point.Value;
    }

    public void Advanced(RunProgress progress, RunResult? result)
    {
        if (result is null || result.Epochs == _epochsWritten)
            return;
        _epochsWritten = result.Epochs;
        var memorised = result.MemorisedFraction is { } fraction ? fraction.ToString("0.0000", CultureInfo.InvariantCulture) : "-";
        Write(
            $"{result.Epochs,6} {result.Steps,8} {result.TrainLoss,9:0.0000} {result.TrainAccuracy,7:0.0000} "
                + $"{result.CleanAccuracy,7:0.0000} "
                + $"{memorised,9} {result.TestAccuracy,7:0.0000} {_latest[Metric.ImagesPerSecond],9:0}"
        );
    }

    private void Write(string line) => output.WriteLine(line);
}
