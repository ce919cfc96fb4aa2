using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Science.Catalogue;
using WebLab.Server.Accounts;
using WebLab.Server.Runs;

namespace WebLab.Server.Devices.Use;

public static class DeviceApi
{
    // The last three of a queue may have shared two parts of the processor, and were slower for it.
    private const int LastRuns = 4;

    public static void MapDevices(this WebApplication app)
    {
        app.MapGet(ApiRoutes.Devices, List)
            .WithTags("Devices")
            .RequireAuthorization(Policies.Read)
            .WithSummary("What this server trains on, and how fast each network was there.");
        app.MapGet(
                ApiRoutes.Devices + "/use",
                (DeviceSampler sampler, VisibleRuns runs) =>
                    TypedResults.Ok(DeviceUsers.For(sampler.Latest, id => runs.Find(id) is not null))
            )
            .WithTags("Devices")
            .RequireAuthorization(Policies.Read)
            .WithSummary("How busy the devices were when last looked at.");
        app.MapGet(ApiRoutes.Models, () => TypedResults.Ok(LabCatalogue.Current.Networks))
            .WithTags("Models")
            .RequireAuthorization(Policies.Read)
            .WithSummary("The networks and kernels.");
    }

    /// <summary>The devices, each with the speed of every network that has completed a run on its like.</summary>
    public static IReadOnlyList<DeviceInfo> Measured(DeviceBoard board, RunStore runs)
    {
        var completed = runs.All()
            .Where(run => run is { Status: RunStatus.Completed, Facts: not null, Result: not null })
            .OrderBy(run => run.FinishedAt)
            .ToList();
        return [.. board.Infos().Select(device => device with { ImagesPerSecond = Measured(device, completed) })];
    }

    private static Ok<IReadOnlyList<DeviceInfo>> List(DeviceBoard board, RunStore runs, VisibleRuns visible) =>
        TypedResults.Ok(DeviceUsers.For(Measured(board, runs), id => visible.Find(id) is not null));

    private static Dictionary<string, double> Measured(DeviceInfo device, IEnumerable<RunSummary> completed) =>
        completed
            .Where(run =>
                run.Facts!.Device.StartsWith("cuda", StringComparison.Ordinal) == device.IsGpu() && run.Facts.Threads == device.Threads
            )
            .GroupBy(run => run.Spec.Model)
            .ToDictionary(group => group.Key, group => group.TakeLast(LastRuns).Max(run => run.Result!.ImagesPerSecond));
}
