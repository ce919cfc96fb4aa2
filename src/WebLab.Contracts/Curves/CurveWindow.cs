namespace WebLab.Contracts.Curves;

/// <summary>A range of a run's curve.</summary>
/// <param name="RunId">The run.</param>
/// <param name="From">The first step, from 0.</param>
/// <param name="To">The last step; the greatest integer for the end.</param>
public sealed record CurveWindow(Guid RunId, int From = 0, int To = int.MaxValue);
