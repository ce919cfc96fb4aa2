namespace WebLab.Contracts.Workers;

/// <summary>What the server says to a worker.</summary>
public interface IWorkerClient
{
    /// <summary>Asks for the end of training after the step in hand.</summary>
    Task Cancel();

    /// <summary>Asks for a checkpoint after the step in hand, and for the end with it.</summary>
    Task Pause();

    /// <summary>Asks for the end of training with the epoch in hand.</summary>
    Task Stop();
}
