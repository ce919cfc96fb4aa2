using System.Reflection;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Science.Paper;
using WebLab.Server.Accounts;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Use;
using WebLab.Server.Runs;

namespace WebLab.Server.Paper;

/// <summary>The paper's items with the runs that speak for them here.</summary>
public sealed class PaperLibrary(RunStore runs, DeviceBoard devices)
{
    public PaperItemInfo Info(PaperItem item, Caller caller)
    {
        var measured = DeviceApi.Measured(devices, runs);
        return new()
        {
            Id = item.Id,
            Title = item.Title,
            Shows = item.Shows,
            SmallScale = item.SmallScale,
            Chart = item.Chart,
            Rows = item.Rows,
            Claims = [.. item.Claims.Select(claim => claim.Sentence)],
            Published = PublishedCurves.Of(item.Id),
            Plans = [.. Enum.GetValues<PaperScale>().Select(scale => Plan(item, scale, measured, caller))],
        };
    }

    /// <summary>The runs that count, of all that the caller may see.</summary>
    public IReadOnlyList<RunSummary> Runs(PaperItem item, PaperScale scale, Caller caller) =>
        PaperRuns.Counted(item, scale, runs.All().Where(caller.MaySee));

    /// <summary>What those that the caller may see give at full size.</summary>
    public PaperValues Values(Caller caller) =>
        MeasuredPaper.Collect(
            [.. runs.All().Where(caller.MaySee)],
            typeof(PaperLibrary).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? ""
        );

    private PaperPlan Plan(PaperItem item, PaperScale scale, IReadOnlyList<DeviceInfo> measured, Caller caller)
    {
        var specs = item.RowsAt(scale).Select(row => row.Spec(scale)!).ToList();
        var counted = Runs(item, scale, caller);
        return new(
            scale,
            specs.Count,
            Throughput.Seconds(specs, measured),
            PaperStanding.Of(counted, PaperRuns.Judge(item, scale, counted))
        );
    }
}
