namespace WebLab.Contracts.Devices;

/// <summary>How busy a device is now. What the system does not tell is null.</summary>
/// <param name="DeviceId">The device; for the processor, which workers share, the first of its parts.</param>
/// <param name="Name">Its name on the screen.</param>
/// <param name="Utilisation">The share of its time spent computing, 0 to 1.</param>
/// <param name="MemoryUsed">Bytes of its memory in use.</param>
/// <param name="MemoryTotal">Bytes of its memory in all.</param>
/// <param name="Temperature">Degrees Celsius.</param>
/// <param name="Users">The runs trained on it.</param>
public sealed record DeviceUse(
    string DeviceId,
    string Name,
    double? Utilisation,
    long? MemoryUsed,
    long? MemoryTotal,
    double? Temperature,
    IReadOnlyList<DeviceUser> Users
);
