using Microsoft.AspNetCore.Components;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Science.Devices;
using WebLab.Science.Experiments;

namespace WebLab.Client.Experiments;

public sealed partial class LaunchPage : LiveView<LaunchPage.Answer>
{
    private const int RecentCount = 6;
    private readonly ExperimentBoard _board = new();
    private IReadOnlyList<DeviceInfo> _devices = [];
    private IReadOnlyList<DatasetInfo> _datasets = [];
    private Preset? _launching;
    private string? _launchFault;

    [Inject]
    private Questions Questions { get; set; } = null!;

    [Inject]
    private FirstLook First { get; set; } = null!;

    private bool IsWhole => IsRead || Fault is not null;

    private static Preset Hero => Presets.All[0];

    private IReadOnlyList<ExperimentSummary> Recent => [.. _board.NewestFirst.Take(RecentCount)];

    protected override void OnAfterRender(bool firstRender) => First.IsOver |= IsWhole;

    protected override async Task<Answer> Read(CancellationToken stop)
    {
        var experiments = Api.Experiments(take: RecentCount, stop: stop);
        var datasets = Api.Datasets(stop);
        return new(await Api.Devices(stop), await datasets, (await experiments).Items);
    }

    protected override void Take(Answer answer)
    {
        (_devices, _datasets) = (answer.Devices, answer.Datasets);
        _board.Replace(answer.Experiments);
    }

    protected override Change Follow(ExperimentSummary experiment)
    {
        if (experiment.ArchivedAt is null)
            _board.Put(experiment);
        else
            _board.Remove(experiment.Id);
        return Change.Redraw;
    }

    protected override Change ExperimentGone(Guid experiment)
    {
        _board.Remove(experiment);
        return Change.Redraw;
    }

    private async Task Launch(Preset preset)
    {
        (_launching, _launchFault) = (preset, null);
        try
        {
            var specs = preset.Request.Runs.Select(run => run.Spec).ToList();
            var question = await LaunchQuestion.Of(Api, preset.Title, specs, _devices, LaunchQuestion.Hour);
            if (question is not null && !await Questions.Confirm(question))
                return;
            var experiment = await Api.Launch(preset.Request);
            Navigation.NavigateTo($"experiments/{experiment.Summary.Id}");
        }
        catch (ApiException fault)
        {
            _launchFault = fault.Message;
        }
        finally
        {
            _launching = null;
        }
    }

    // What the card's picture shows: the corruption that the experiment is about, as against true labels.
    private static string Kind(Preset preset) => preset.Request.Runs[^1].Spec.Corruption.Kind;

    private static string Configure(Preset preset) => SpecLink.To(preset.Request.Runs[0].Spec, preset.Title, preset.Request.Axes);

    private string Facts(Preset preset)
    {
        var runs = preset.Request.Runs;
        var count = $"{runs.Count} {(runs.Count == 1 ? "run" : "runs")}";
        return _devices.Count == 0 ? count : $"{count}, {Format.Estimate(Throughput.Seconds(runs.Select(run => run.Spec), _devices))}";
    }

    public sealed record Answer(
        IReadOnlyList<DeviceInfo> Devices,
        IReadOnlyList<DatasetInfo> Datasets,
        IReadOnlyList<ExperimentSummary> Experiments
    );
}
