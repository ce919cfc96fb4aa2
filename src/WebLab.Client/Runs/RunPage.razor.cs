using System.Net;
using Microsoft.AspNetCore.Components;
using WebLab.Client.Api;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Runs;

public sealed partial class RunPage : ComponentBase, IAsyncDisposable
{
    private ChartView _view = new();
    private LiveCurves? _curves;
    private RunMenu? _menu;
    private RunSummary? _run;
    private RedrawGate? _gate;
    private Guid _shown;
    private bool _isMissing;
    private string? _fault;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private LiveConnection Live { get; set; } = null!;

    [Inject]
    private RunVerbs Verbs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsMine => Session.MayChange(_run!.OwnerId);

    // Without a changed label there is no corrupted example to tell of.
    private IReadOnlyList<ChartDefinition> Definitions =>
        _run!.Spec.Corruption.Kind.ChangesLabels()
            ? [.. ChartDefinition.Measures, .. ChartDefinition.Signature]
            : ChartDefinition.WithoutCorruptedLabels;

    public async ValueTask DisposeAsync()
    {
        Live.Connected -= CatchUp;
        Live.RunChanged -= Update;
        Live.RunDeleted -= Vanish;
        _gate?.Dispose();
        if (_curves is not null)
            await _curves.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _gate = new(Clock, TimeSpan.FromMilliseconds(250), StateHasChanged);
        Live.Connected += CatchUp;
        Live.RunChanged += Update;
        Live.RunDeleted += Vanish;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Id == _shown)
            return;
        _shown = Id;
        (_view, _run, _isMissing) = (new(), null, false);
        if (_curves is not null)
            await _curves.DisposeAsync();
        _curves = new(Live, Api);
        await Read();
        if (_run is not null)
            await _curves.Open([Id]);
    }

    private async Task Read()
    {
        try
        {
            _run = await Api.Run(Id);
            _fault = null;
        }
        catch (ApiException fault)
        {
            _isMissing = fault.Status == HttpStatusCode.NotFound;
            _fault = _run is null ? fault.Message : null;
        }
        StateHasChanged();
    }

    private async void CatchUp()
    {
        if (_run is not null)
            await Read();
    }

    private void Update(RunSummary run)
    {
        if (run.Id != Id)
            return;
        _run = run;
        _gate?.Ask();
    }

    private void Vanish(Guid run)
    {
        _isMissing |= run == Id;
        _gate?.Ask();
    }
}
