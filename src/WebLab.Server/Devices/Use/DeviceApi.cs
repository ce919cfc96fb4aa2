using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Science.Catalogue;
using WebLab.Science.Devices;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;
using WebLab.Server.Queue;
using WebLab.Server.Runs;

namespace WebLab.Server.Devices.Use;

public static class DeviceApi
{
    // The last three of a queue may have shared the cores of two, and were slower for it.
    private const int LastRuns = 4;

    public static void MapDevices(this WebApplication app)
    {
        app.MapGet(ApiRoutes.Devices, List)
            .WithTags("Devices")
            .RequireAuthorization(Policies.Read)
            .WithSummary(
                "What this server trains on, and how fast each network was there; with placements=true also how runs share the processor."
            );
        app.MapGet(
                ApiRoutes.Devices + "/use",
                (DeviceSampler sampler, VisibleRuns runs) =>
                    TypedResults.Ok(DeviceUsers.For(sampler.Latest, id => runs.Find(id) is not null))
            )
            .WithTags("Devices")
            .RequireAuthorization(Policies.Read)
            .WithSummary("How busy the devices were when last looked at.");
        app.MapPost(ApiRoutes.Devices + "/placements", Measure)
            .WithTags("Devices")
            .RequireAuthorization(Policies.Launch)
            .WithSummary(
                "Begins to measure how runs of a network share the processor: takes about half a minute, in which no run starts there."
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
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

    private static Ok<IReadOnlyList<DeviceInfo>> List(
        DeviceBoard board,
        RunStore runs,
        VisibleRuns visible,
        PlacementMeasuring measuring,
        bool placements = false
    ) =>
        TypedResults.Ok(
            DeviceUsers.For(
                [.. Measured(board, runs).Select(device => device.Cores > 0 ? Shared(device, visible, measuring, placements) : device)],
                id => visible.Find(id) is not null
            )
        );

    /// <summary>What may be told of the networks: of others' private runs, that one is measured.</summary>
    private static DeviceInfo Shared(DeviceInfo device, VisibleRuns visible, PlacementMeasuring measuring, bool placements)
    {
        return device with
        {
            Placements = placements ? [.. device.Placements.Where(table => !table.IsPrivate || visible.Caller.Role == Role.Admin)] : [],
            Measuring = measuring.Subject is { } measured ? Network(measured) : null,
            MeasuringFault = measuring.Fault is { } fault ? $"{Network(fault.Run)}: {fault.Sentence}" : null,
        };

        string? Network(RunSummary run) => visible.Caller.MaySee(run) ? SizeClass.Of(run.Spec) : "a private run's network";
    }

    private static Results<Accepted, ProblemHttpResult> Measure(PlacementRequest request, VisibleRuns visible, PlacementMeasuring measuring)
    {
        if (visible.All().FirstOrDefault(run => SizeClass.Of(run.Spec) == request.Network) is not { } run)
            return Problem.Of(
                400,
                $"network must be that of a run here, as the devices' placements name it; it was {Sentence.Shown(request.Network)}."
            );
        return measuring.Ask(run) is { } refusal ? Problem.Of(409, refusal) : TypedResults.Accepted((string?)null);
    }

    private static Dictionary<string, double> Measured(DeviceInfo device, IEnumerable<RunSummary> completed) =>
        completed
            .Where(run =>
                run.Facts!.Device.StartsWith("cuda", StringComparison.Ordinal) == device.IsGpu() && run.Facts.Threads == device.Threads
            )
            .GroupBy(run => run.Spec.Model)
            .ToDictionary(group => group.Key, group => group.TakeLast(LastRuns).Max(run => run.Result!.ImagesPerSecond));
}
