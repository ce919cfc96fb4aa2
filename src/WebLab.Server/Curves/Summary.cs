namespace WebLab.Server.Curves;

/// <summary>What is drawn of a stretch of points: its last point, its least and its greatest value. One point is its own summary.</summary>
internal readonly record struct Summary(int Step, long Time, float Last, float Min, float Max)
{
    /// <summary>The summary of this stretch and the one after it. NaN is passed over unless there is nothing else.</summary>
    public Summary Then(Summary next) =>
        new(next.Step, next.Time, next.Last, float.MinNumber(Min, next.Min), float.MaxNumber(Max, next.Max));
}
