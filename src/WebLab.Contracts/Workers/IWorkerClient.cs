namespace WebLab.Contracts.Workers;

/// <summary>What the server says to a worker.</summary>
public interface IWorkerClient
{
    /// <summary>Asks for the end of training after the step in hand.</summary>
    Task Cancel();
}
