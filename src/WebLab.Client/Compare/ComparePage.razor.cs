using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WebLab.Client.Api;
using WebLab.Client.Charts;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Sweeps;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Compare;

/// <summary>Chosen runs side by side. What is looked at, and how, is in the address.</summary>
public sealed partial class ComparePage : ComponentBase, IAsyncDisposable
{
    private readonly ChartView _view = new();
    private LiveCurves? _curves;
    private RedrawGate? _gate;
    private List<RunSummary>? _runs;
    private IReadOnlyList<Guid>? _example;
    private IReadOnlyCollection<Guid>? _hidden;
    private string? _shown,
        _fault;
    private int _coloured;
    private (object? Runs, object? Hidden, Difference? Found) _difference;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private LiveConnection Live { get; set; } = null!;

    [Inject]
    private RunColours Colours { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "runs")]
    private string? Ids { get; set; }

    [SupplyParameterFromQuery]
    private Guid? Baseline { get; set; }

    [SupplyParameterFromQuery]
    private string? Tab { get; set; }

    [SupplyParameterFromQuery]
    private string? X { get; set; }

    [SupplyParameterFromQuery]
    private string? Y { get; set; }

    [SupplyParameterFromQuery]
    private string? Axes { get; set; }

    private string Open => CompareAddress.Tab(Tab);

    private RunSummary Reference => _runs!.FirstOrDefault(run => run.Id == Baseline) ?? _runs![0];

    private IReadOnlyList<RunSummary> Shown => [.. _runs!.Where(run => !_view.Hidden.Contains(run.Id))];

    // Reading a hundred recipes takes longer than drawing the page may.
    private Difference? Differing()
    {
        if (!ReferenceEquals(_difference.Runs, _runs) || !ReferenceEquals(_difference.Hidden, _view.Hidden))
            _difference = (_runs, _view.Hidden, Difference.Of(new(Shown)));
        return _difference.Found;
    }

    public async ValueTask DisposeAsync()
    {
        _view.Changed -= Look;
        Live.RunChanged -= Update;
        Live.RunDeleted -= Drop;
        Colours.Changed -= Recolour;
        _gate?.Dispose();
        if (_curves is not null)
            await _curves.DisposeAsync();
    }

    protected override void OnInitialized()
    {
        _gate = new(Clock, TimeSpan.FromMilliseconds(250), StateHasChanged);
        _view.Changed += Look;
        Live.RunChanged += Update;
        Live.RunDeleted += Drop;
        Colours.Changed += Recolour;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Ids == _shown && (_runs ?? _fault as object) is not null)
            return;
        _shown = Ids;
        await Read();
    }

    private async Task Read()
    {
        if (_curves is not null)
            await _curves.DisposeAsync();
        _curves = new(Live, Api);
        var ids = CompareAddress.Ids(_shown);
        // The curves are on their way while the runs are.
        var opened = _curves.Open(ids);
        try
        {
            _fault = null;
            var runs = Placed(ids.Count == 0 ? [] : [.. await Api.Runs(ids)]);
            if (_runs is null)
                ChartAddress.Apply(Navigation.Uri, _view, runs);
            _runs = runs;
            if (runs.Count == 0)
                await FindExample();
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
            return;
        }
        // A run that was deleted since the link was made is left out.
        foreach (var gone in ids.Except(_runs.Select(run => run.Id)))
            _curves.Close(gone);
        await opened;
    }

    // Runs of several experiments may have the same place in theirs, and so the same hue: they get those of their places here.
    private static List<RunSummary> Placed(List<RunSummary> runs) =>
        runs.DistinctBy(run => run.Index).Count() == runs.Count ? runs : [.. runs.Select((run, place) => run with { Index = place })];

    /// <summary>The newest run with random labels, and one with true labels of the same experiment.</summary>
    private async Task FindExample()
    {
        var random = (await Api.Runs("corruption = random-labels and status = completed", RunQuery.DefaultSort, 0, 1)).Items;
        if (random.Count == 0)
            return;
        var experiment = await Api.Experiment(random[0].ExperimentId);
        _example =
        [
            .. experiment
                .Runs.Where(run => run.Spec.Corruption.Kind == Contracts.Specs.CorruptionKind.TrueLabels)
                .Take(1)
                .Append(random[0])
                .Select(run => run.Id),
        ];
    }

    // The charts write the view into the address where they are on the page; elsewhere hidden runs are hidden too.
    private void Look()
    {
        // A zoom, or what else the charts alone show, changes nothing here.
        if (ReferenceEquals(_hidden, _view.Hidden))
            return;
        _hidden = _view.Hidden;
        if (_runs is not null && Open != CompareAddress.Tabs[0].Name)
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(ChartAddress.Of(_view, _runs)), replace: true);
        StateHasChanged();
    }

    private void Update(RunSummary changed)
    {
        if (_runs?.Any(run => run.Id == changed.Id) != true)
            return;
        _runs = [.. _runs.Select(run => run.Id == changed.Id ? changed with { Index = run.Index } : run)];
        _gate?.Ask();
    }

    private void Drop(Guid gone)
    {
        if (_runs?.Any(run => run.Id == gone) != true)
            return;
        _curves?.Close(gone);
        _runs = [.. _runs.Where(run => run.Id != gone)];
        _gate?.Ask();
    }

    private void Recolour()
    {
        _coloured++;
        StateHasChanged();
    }

    private void Leave(RunSummary run) => Go("runs", string.Join(',', _runs!.Where(other => other.Id != run.Id).Select(other => other.Id)));

    private void Go(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value), replace: true);

    // Arrows move between tabs, as people who use them expect.
    private void Turn(KeyboardEventArgs key)
    {
        var step = key.Key switch
        {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => 0,
        };
        if (step == 0)
            return;
        var at = Array.FindIndex(CompareAddress.Tabs, tab => tab.Name == Open);
        Go("tab", CompareAddress.Tabs[(at + step + CompareAddress.Tabs.Length) % CompareAddress.Tabs.Length].Name);
    }
}
