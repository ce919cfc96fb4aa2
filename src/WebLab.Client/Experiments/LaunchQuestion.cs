using MudBlazor;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;

namespace WebLab.Client.Experiments;

/// <summary>What is asked before a launch: nothing, unless it takes the devices for long.</summary>
public static class LaunchQuestion
{
    /// <summary>From how many seconds on a button that launches by itself asks.</summary>
    public const double Hour = 3_600;

    /// <summary>From how many seconds on the form asks, which says the time beside its button.</summary>
    public const double Day = 86_400;

    public static MessageBoxOptions? Of(string what, IReadOnlyList<RunSpec> specs, IReadOnlyList<DeviceInfo> devices, double worthAsking)
    {
        // What is gone from the lab is not launched at all: the server says so.
        var seconds = Throughput.Seconds([.. specs.Where(spec => DatasetFacts.Find(spec.Dataset) is not null)], devices);
        if (devices.Count > 0 && seconds < worthAsking)
            return null;
        var runs = specs.Count == 1 ? "1 run" : $"{Format.Count(specs.Count)} runs";
        var time = devices.Count == 0 ? "how long they take is not known yet" : $"{Hours(seconds)} on {DeviceSummary.Machine(devices)}";
        return new()
        {
            Title = $"Launch {what}?",
            Message = $"{runs}: {time}. All are queued at once; they can be paused and cancelled while they wait and train.",
            YesText = $"Launch {runs}",
            CancelText = "Not now",
        };
    }

    /// <summary>The same, where the click may have come before the page's own answer: the devices are asked for then.</summary>
    public static async Task<MessageBoxOptions?> Of(
        LabApiClient api,
        string what,
        IReadOnlyList<RunSpec> specs,
        IReadOnlyList<DeviceInfo> devices,
        double worthAsking
    )
    {
        try
        {
            return Of(what, specs, devices.Count > 0 ? devices : await api.Devices(), worthAsking);
        }
        catch (ApiException)
        {
            return Of(what, specs, [], worthAsking);
        }
    }

    private static string Hours(double seconds) =>
        seconds < Day ? Format.Estimate(seconds) : $"{Format.Estimate(seconds)} ({Format.Count(seconds / Hour)} hours)";
}
