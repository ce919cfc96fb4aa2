using System.Net;
using Microsoft.AspNetCore.Components;
using WebLab.Client.Api;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Experiments;

public sealed partial class ExperimentPage : ComponentBase, IAsyncDisposable
{
    private readonly RunBoard _board = new();
    private ChartView _view = new();
    private LiveCurves? _curves;
    private ExperimentSummary? _summary;
    private RedrawGate? _gate;
    private Guid _shown;
    private bool _isMissing;
    private int _coloured;
    private string? _fault;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private LiveConnection Live { get; set; } = null!;

    [Inject]
    private RunVerbs Verbs { get; set; } = null!;

    [Inject]
    private RunColours Colours { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    public async ValueTask DisposeAsync()
    {
        Live.Connected -= CatchUp;
        Live.RunChanged -= Update;
        Live.RunDeleted -= Remove;
        Live.ExperimentDeleted -= Vanish;
        Colours.Changed -= Recolour;
        _view.Changed -= StateHasChanged;
        _gate?.Dispose();
        if (_curves is not null)
            await _curves.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _gate = new(Clock, TimeSpan.FromMilliseconds(250), StateHasChanged);
        Live.Connected += CatchUp;
        Live.RunChanged += Update;
        Live.RunDeleted += Remove;
        Live.ExperimentDeleted += Vanish;
        Colours.Changed += Recolour;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Id == _shown)
            return;
        _shown = Id;
        _view.Changed -= StateHasChanged;
        (_view, _summary, _isMissing) = (new(), null, false);
        _view.Changed += StateHasChanged;
        if (_curves is not null)
            await _curves.DisposeAsync();
        var curves = _curves = new(Live, Api);
        await Read();
        await curves.Open([.. _board.InOrder.Select(run => run.Id)]);
    }

    private async Task Read()
    {
        try
        {
            var experiment = await Api.Experiment(Id);
            _summary = experiment.Summary;
            _board.Replace(experiment.Runs);
            _fault = null;
        }
        catch (ApiException fault)
        {
            _isMissing = fault.Status == HttpStatusCode.NotFound;
            _fault = _summary is null ? fault.Message : null;
        }
        StateHasChanged();
    }

    // What changed while the line was down; the curves catch up by themselves.
    private async void CatchUp()
    {
        if (_summary is not null)
            await Read();
    }

    private void Update(RunSummary run)
    {
        if (_board.Update(run))
            _gate?.Ask();
    }

    private void Remove(Guid run)
    {
        _curves?.Close(run);
        if (_board.Remove(run))
            _gate?.Ask();
    }

    private void Vanish(Guid experiment)
    {
        _isMissing |= experiment == Id;
        _gate?.Ask();
    }

    private void Recolour()
    {
        _coloured++;
        StateHasChanged();
    }

    private async Task Delete()
    {
        if (await Verbs.Delete(_summary!))
            Navigation.NavigateTo("/experiments");
    }
}
