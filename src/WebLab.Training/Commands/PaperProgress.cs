using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Training.Commands;

/// <summary>Tells of one run of an item: a line when it ends, and one every ten seconds before.</summary>
/// <param name="name">The run's place and name.</param>
/// <param name="output">Where to.</param>
/// <param name="time">The clock.</param>
internal sealed class PaperProgress(string name, TextWriter output, TimeProvider time) : ITrainingObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly long _start = time.GetTimestamp();
    private long _lastTold = time.GetTimestamp();

    public void Started(RunFacts facts) { }

    public void Points(IReadOnlyList<Point> points) { }

    public void Advanced(RunProgress progress, RunResult? result)
    {
        if (time.GetElapsedTime(_lastTold) < Interval)
            return;
        _lastTold = time.GetTimestamp();
        var measured = result is null
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", loss {result.TrainLoss:0.000}, train {result.TrainAccuracy:0.000}");
        Write(
            $"{name}: epoch {progress.Epoch} of {progress.Epochs}{measured}, {progress.ImagesPerSecond:0} images/s, at most "
                + $"{progress.SecondsLeft ?? 0:0} s left"
        );
    }

    /// <summary>The run has ended.</summary>
    /// <param name="result">Its measures.</param>
    public void Ended(RunResult result)
    {
        var how = (result.SolutionNorm, result.TimeToFitEpochs) switch
        {
            ({ } norm, _) => string.Create(CultureInfo.InvariantCulture, $"solved, norm {norm:0.0}"),
            (_, { } epochs) => string.Create(CultureInfo.InvariantCulture, $"fitted in {epochs} of {result.Epochs} epochs"),
            _ => string.Create(CultureInfo.InvariantCulture, $"not fitted in {result.Epochs} epochs"),
        };
        Write(
            $"{name}: {how}, train {result.TrainAccuracy:0.000}, test {result.TestAccuracy:0.000}, "
                + $"{time.GetElapsedTime(_start).TotalSeconds:0} s"
        );
    }

    /// <summary>The run could not go on.</summary>
    /// <param name="sentence">Why.</param>
    public void Failed(string sentence) => Write($"{name}: {sentence}");

    private void Write(ref InvariantText line) => output.WriteLine(Sentence.Of(ref line));
}
