using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Training;

namespace WebLab.Bench.Training;

/// <summary>Hears of a training and keeps nothing: what counts is the result.</summary>
internal sealed class Unheard : ITrainingObserver
{
    public void Started(RunFacts facts) { }

    public void Points(IReadOnlyList<Point> points) { }

    public void Advanced(RunProgress progress, RunResult? result) { }
}
