namespace WebLab.Contracts.Workers;

/// <summary>The one line of JSON that a launcher writes to a worker's standard input. The token never stands on a command line.</summary>
/// <param name="Server">The server's base address.</param>
/// <param name="RunId">The run to claim.</param>
/// <param name="Token">The run's worker token.</param>
public sealed record WorkerOrder(Uri Server, Guid RunId, string Token);
