using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Training;

/// <summary>
/// Who hears of a training as it goes: the worker's reporter, the command line's table. Called on the trainer's thread, which waits:
/// an observer that does something slow hands the points on and returns.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>Called once, before the first step.</summary>
    /// <param name="facts">What is known by then.</param>
    void Started(RunFacts facts);

    /// <summary>New points, in the order in which they were measured: after the first step, then about every 100 ms.</summary>
    /// <param name="points">The points; the list is the observer's to keep.</param>
    void Points(IReadOnlyList<Point> points);

    /// <summary>Called after each <see cref="Points"/>.</summary>
    /// <param name="progress">How far the training has come.</param>
    /// <param name="result">The measures of the last whole epoch; null in the first.</param>
    void Advanced(RunProgress progress, RunResult? result);
}
