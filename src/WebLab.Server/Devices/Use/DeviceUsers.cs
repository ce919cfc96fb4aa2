using WebLab.Contracts.Devices;

namespace WebLab.Server.Devices.Use;

/// <summary>Who has the devices, as far as somebody may know: of others' private runs, that there is one.</summary>
internal static class DeviceUsers
{
    public static IReadOnlyList<DeviceUse> For(IReadOnlyList<DeviceUse> devices, Func<Guid, bool> maySee) =>
        [
            .. devices.Select(device =>
                device.Users.All(user => maySee(user.RunId))
                    ? device
                    : device with
                    {
                        Users =
                        [
                            .. device.Users.Select(user =>
                                maySee(user.RunId) ? user : new(Guid.Empty, "A private run", "", user.WorkerMemory)
                            ),
                        ],
                    }
            ),
        ];

    public static IReadOnlyList<DeviceInfo> For(IReadOnlyList<DeviceInfo> devices, Func<Guid, bool> maySee)
    {
        return
        [
            .. devices.Select(device =>
                device with
                {
                    RunId = device.RunId is { } run ? Shown(run) : null,
                    RunIds = [.. device.RunIds.Select(Shown)],
                }
            ),
        ];

        Guid Shown(Guid run) => maySee(run) ? run : Guid.Empty;
    }
}
