using Microsoft.AspNetCore.Components;
using WebLab.Client.Api;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Charts;

/// <summary>The charts of a page, what is set for all of them, and the address that opens the same view.</summary>
public sealed partial class ChartGrid : ComponentBase, IDisposable
{
    // The words around the charts come a few frames after what is drawn, and another address draws the whole page again: not while a zoom
    // is.
    private static readonly TimeSpan WordsAfter = TimeSpan.FromMilliseconds(80),
        AddressAfter = TimeSpan.FromMilliseconds(500);

    private string _picked = "";
    private SeedGroups _seeds = new([]);
    private IReadOnlyList<Guid> _grouped = [];
    private RedrawGate? _words;
    private ITimer? _address;
    private bool _isDisposed;

    [Inject]
    private LabApiClient Api { get; set; } = null!;

    [Inject]
    private ChartModule Module { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<ChartDefinition> Definitions { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<RunSummary> Runs { get; set; } = [];

    [Parameter, EditorRequired]
    public LiveCurves Curves { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartView View { get; set; } = null!;

    /// <summary>Whether the view stands in the page's address; of several grids on a page, one at most.</summary>
    [Parameter]
    public bool IsInAddress { get; set; } = true;

    /// <summary>Whether the runs are listed above the charts when there are several.</summary>
    [Parameter]
    public bool HasLegend { get; set; } = true;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    public void Dispose()
    {
        _isDisposed = true;
        View.Changed -= Show;
        View.Zoomed -= Refine;
        View.Pointed -= Focus;
        Curves.Loaded -= Loaded;
        _words?.Dispose();
        _address?.Dispose();
    }

    protected override void OnInitialized()
    {
        _picked = Definitions[0].Id;
        _words = new(Clock, WordsAfter, StateHasChanged, isFirstAtOnce: false);
        if (IsInAddress)
        {
            ChartAddress.Apply(Navigation.Uri, View, Runs);
            _address = Clock.CreateTimer(_ => WriteAddress(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        View.Changed += Show;
        View.Zoomed += Refine;
        View.Pointed += Focus;
        Curves.Loaded += Loaded;
    }

    protected override void OnParametersSet()
    {
        var ids = Runs.Select(run => run.Id).ToList();
        if (ids.SequenceEqual(_grouped))
            return;
        (_grouped, _seeds) = (ids, new(Runs));
    }

    private void Show()
    {
        _words?.Ask();
        _address?.Change(AddressAfter, Timeout.InfiniteTimeSpan);
    }

    private void WriteAddress()
    {
        if (_isDisposed)
            return;
        var uri = Navigation.GetUriWithQueryParameters(ChartAddress.Of(View, Runs));
        if (uri != Navigation.Uri)
            Navigation.NavigateTo(uri, replace: true);
    }

    private async void Focus() => await Module.Focus(View.Group, View.Focus);

    // A range that came with the address waits for the curves.
    private void Loaded(IReadOnlyList<RunCurve> curves)
    {
        StateHasChanged();
        if (View.Range is not null)
            Refine();
    }

    private async void Refine()
    {
        if (View.Range is not { } range)
            return;
        // Only curves that stand as buckets have more to show.
        var metrics = Definitions
            .SelectMany(chart => chart.Lines)
            .Select(line => line.Metric)
            .Distinct()
            .Where(metric => Curves.All.Values.Any(curve => curve.Metrics.GetValueOrDefault(metric)?.IsBucketed == true))
            .ToList();
        var windows = (
            from run in Runs
            where !View.Hidden.Contains(run.Id)
            let curve = Curves.All.GetValueOrDefault(run.Id)
            where curve?.Metrics.Any(metric => metric.Value.IsBucketed && metrics.Contains(metric.Key)) == true
            let steps = View.StepsOf(run, curve)
            where steps is not null
            select new CurveWindow(run.Id, steps.Value.From, steps.Value.To)
        ).ToList();
        if (windows.Count == 0)
            return;
        try
        {
            var detail = new List<Curve>();
            foreach (var some in windows.Chunk(CurveQuery.MaxWindows))
                detail.AddRange(
                    await Api.Curves(
                        new()
                        {
                            Windows = some,
                            Metrics = metrics,
                            Buckets = LiveCurves.Buckets,
                        }
                    )
                );
            if (View.Range == range)
                View.Refine(detail);
        }
        catch (ApiException)
        {
            // The buckets at hand are drawn in the zoomed range: coarser, and right.
        }
    }
}
