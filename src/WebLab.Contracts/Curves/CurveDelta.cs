namespace WebLab.Contracts.Curves;

/// <summary>New points of a run on their way to a browser; they are stored already.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Points">The points.</param>
public sealed record CurveDelta(Guid RunId, PointBatch Points);
