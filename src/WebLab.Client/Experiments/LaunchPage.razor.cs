using Microsoft.AspNetCore.Components;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Experiments;

public sealed partial class LaunchPage : ComponentBase, IDisposable
{
    private const int RecentCount = 6;
    private readonly ExperimentBoard _board = new();
    private IReadOnlyList<ExperimentSummary> _recent = [];
    private IReadOnlyList<DeviceInfo> _devices = [];
    private Preset? _launching;
    private string? _readFault;
    private string? _launchFault;
    private bool _isRead;
    private RedrawGate? _gate;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private LiveConnection Live { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private static Preset Hero => Presets.All[0];

    public void Dispose()
    {
        Live.ExperimentChanged -= Update;
        Live.ExperimentDeleted -= Remove;
        Live.Connected -= Read;
        _gate?.Dispose();
    }

    protected override void OnInitialized()
    {
        _gate = new(Clock, TimeSpan.FromMilliseconds(250), Show);
        Live.ExperimentChanged += Update;
        Live.ExperimentDeleted += Remove;
        Live.Connected += Read;
        Read();
    }

    private async void Read()
    {
        try
        {
            _board.Replace((await Api.Experiments(take: RecentCount)).Items);
            (_isRead, _readFault) = (true, null);
            Show();
            _devices = await Api.Devices();
        }
        catch (ApiException fault)
        {
            _readFault = fault.Message;
        }
        StateHasChanged();
    }

    private void Update(ExperimentSummary experiment)
    {
        _board.Put(experiment);
        _gate?.Ask();
    }

    private void Remove(Guid id)
    {
        _board.Remove(id);
        _gate?.Ask();
    }

    private void Show()
    {
        _recent = [.. _board.NewestFirst.Take(RecentCount)];
        StateHasChanged();
    }

    private async Task Launch(Preset preset)
    {
        (_launching, _launchFault) = (preset, null);
        try
        {
            var experiment = await Api.Launch(preset.Request);
            Navigation.NavigateTo($"/experiments/{experiment.Summary.Id}");
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
    private static CorruptionKind Kind(Preset preset) => preset.Request.Runs[^1].Spec.Corruption.Kind;

    private static string Configure(Preset preset) => SpecLink.To(preset.Request.Runs[0].Spec, preset.Title, preset.Request.Axes);

    private string Facts(Preset preset)
    {
        var runs = preset.Request.Runs;
        var count = $"{runs.Count} {(runs.Count == 1 ? "run" : "runs")}";
        return _devices.Count == 0 ? count : $"{count}, {Format.Estimate(Throughput.Seconds(runs.Select(run => run.Spec), _devices))}";
    }
}
