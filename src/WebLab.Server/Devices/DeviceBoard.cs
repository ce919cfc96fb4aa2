using WebLab.Contracts.Devices;

namespace WebLab.Server.Devices;

/// <summary>Which run has which device.</summary>
public sealed class DeviceBoard(IReadOnlyList<Device> devices)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Guid> _taken = [];

    public IReadOnlyList<Device> Devices { get; } = devices;

    public Device? Free()
    {
        lock (_gate)
            return Devices.FirstOrDefault(device => !_taken.ContainsKey(device.Id));
    }

    public void Take(string deviceId, Guid runId)
    {
        lock (_gate)
            _taken[deviceId] = runId;
    }

    public void Release(string deviceId, Guid runId)
    {
        lock (_gate)
        {
            if (_taken.TryGetValue(deviceId, out var holder) && holder == runId)
                _taken.Remove(deviceId);
        }
    }

    public IReadOnlyList<DeviceInfo> Infos()
    {
        lock (_gate)
            return [.. Devices.Select(device => new DeviceInfo(
                device.Id, device.Name, device.Threads, _taken.TryGetValue(device.Id, out var runId) ? runId : null))];
    }
}
