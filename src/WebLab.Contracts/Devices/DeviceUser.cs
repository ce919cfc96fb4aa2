namespace WebLab.Contracts.Devices;

/// <summary>A run that has a device.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExperimentName">Its experiment's name.</param>
/// <param name="WorkerMemory">Bytes that its worker holds of the machine's memory; null when its process is gone.</param>
public sealed record DeviceUser(Guid RunId, string Name, string ExperimentName, long? WorkerMemory);
