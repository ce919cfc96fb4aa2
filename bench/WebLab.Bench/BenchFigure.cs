namespace WebLab.Bench;

/// <summary>One measured value beside its target; without a target it is told and cannot be missed.</summary>
/// <param name="Name">A written name, for example <c>store.points-in</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Target">What it should be at most, or at least.</param>
/// <param name="IsFloor">Whether the target is the least that will do.</param>
/// <param name="How">How it was measured, a few words.</param>
internal sealed record BenchFigure(string Name, double Value, string Unit, double? Target, bool IsFloor, string How)
{
    public bool IsMet => Target is not { } target || (IsFloor ? Value >= target : Value <= target);

    public static BenchFigure AtMost(string name, double value, string unit, double target, string how) =>
        new(name, value, unit, target, false, how);

    public static BenchFigure AtLeast(string name, double value, string unit, double target, string how) =>
        new(name, value, unit, target, true, how);
}
