namespace WebLab.Contracts.Runs;

/// <summary>Why something was not done to a run.</summary>
/// <param name="Id">The run.</param>
/// <param name="Reason">One sentence.</param>
public sealed record RunRefusal(Guid Id, string Reason);
