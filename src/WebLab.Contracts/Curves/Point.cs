namespace WebLab.Contracts.Curves;

/// <summary>One measured value.</summary>
/// <param name="Metric">What was measured.</param>
/// <param name="Step">The step after which it was measured, 1-based; an epoch's measures stand at its last step.</param>
/// <param name="Value">The value; NaN and infinities are kept.</param>
/// <param name="Time">When, in milliseconds since 1970-01-01 UTC.</param>
public readonly record struct Point(Metric Metric, int Step, float Value, long Time);
