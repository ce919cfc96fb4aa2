using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WebLab.Client.Api;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Charts;

/// <summary>The charts of a page, what is set for all of them, and the address that opens the same view.</summary>
public sealed partial class ChartGrid : AsyncComponent
{
    // The words around the charts come a few frames after what is drawn, and another address draws the whole page again: not while a zoom
    // is.
    private static readonly TimeSpan WordsAfter = TimeSpan.FromMilliseconds(80),
        AddressAfter = TimeSpan.FromMilliseconds(500),
        OfferEvery = TimeSpan.FromSeconds(1);

    private string _picked = "";
    private SeedGroups _seeds = new([]);
    private IReadOnlyList<object> _drawn = [];
    private IReadOnlyList<ChartDefinition> _offered = [];
    private bool _isDrawnAlready;
    private RedrawGate? _words,
        _offer;
    private ITimer? _address;
    private IDisposable? _leaving;
    private string? _fault;

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

    private IReadOnlyList<ChartDefinition> Shown =>
        [
            .. Definitions
                .Concat(ChartDefinition.Optional.Where(chart => View.Added.Contains(chart.Id)))
                .Select(chart => View.ShowsErrors ? chart.AsError() : chart),
        ];

    // What no run measured would be an empty chart.
    private IReadOnlyList<ChartDefinition> Offered =>
        [
            .. ChartDefinition.Optional.Where(chart =>
                View.Added.Contains(chart.Id)
                || chart.Lines.Any(line => Curves.All.Values.Any(curve => curve.Metrics.ContainsKey(line.Metric)))
            ),
        ];

    protected override ValueTask Leave()
    {
        View.Changed -= Show;
        View.Zoomed -= RefineSoon;
        View.Pointed -= Focus;
        Curves.Loaded -= Loaded;
        Curves.Arrived -= Arrived;
        Curves.Failed -= Tell;
        _words?.Dispose();
        _offer?.Dispose();
        _address?.Dispose();
        _leaving?.Dispose();
        return base.Leave();
    }

    protected override void OnInitialized()
    {
        _picked = Definitions[0].Id;
        _words = new(Clock, WordsAfter, () => Begin(StateHasChanged), isFirstAtOnce: false);
        _offer = new(Clock, OfferEvery, () => Begin(OfferWhatIsNew));
        if (IsInAddress)
        {
            ChartAddress.Apply(Navigation.Uri, View, Runs);
            _address = Clock.CreateTimer(_ => Begin(WriteAddress), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            // Writing the address while another page is on its way would bring this one back.
            _leaving = Navigation.RegisterLocationChangingHandler(StopAddress);
        }
        View.Changed += Show;
        View.Zoomed += RefineSoon;
        View.Pointed += Focus;
        Curves.Loaded += Loaded;
        Curves.Arrived += Arrived;
        Curves.Failed += Tell;
    }

    // Whether anything is new is a question of the parameters alone: what the charts themselves have to tell is drawn in any case.
    public override Task SetParametersAsync(ParameterView parameters)
    {
        var isSet = base.SetParametersAsync(parameters);
        _isDrawnAlready = false;
        return isSet;
    }

    protected override void OnParametersSet()
    {
        List<object> drawn = [Definitions, Curves, View, .. Runs.Select(Drawn)];
        _isDrawnAlready = ChildContent is null && drawn.SequenceEqual(_drawn);
        if (!_isDrawnAlready)
            (_drawn, _seeds) = (drawn, new(Runs));
    }

    // A page tells of its runs' progress several times a second, and nothing of that is in the charts: points come by themselves.
    protected override bool ShouldRender() => !_isDrawnAlready;

    private static object Drawn(RunSummary run) =>
        (run.Id, run.Name, run.Status, run.ArchivedAt, run.StartedAt, run.Facts?.StepsPerEpoch, ChartView.Pauses(run).Count());

    private void Arrived(IReadOnlyList<CurveDelta> deltas) => _offer?.Request();

    // Of new points, charts and their panels tell themselves; here they only make another chart worth offering.
    private void OfferWhatIsNew()
    {
        if (!Offered.SequenceEqual(_offered))
            StateHasChanged();
    }

    private void Show()
    {
        _words?.Request();
        _address?.Change(AddressAfter, Timeout.InfiniteTimeSpan);
    }

    private void WriteAddress()
    {
        var uri = Navigation.GetUriWithQueryParameters(ChartAddress.Of(View, Runs));
        if (uri != Navigation.Uri)
            Navigation.NavigateTo(uri, replace: true);
    }

    private ValueTask StopAddress(LocationChangingContext leaving)
    {
        if (Path(Navigation.ToAbsoluteUri(leaving.TargetLocation)) != Path(new(Navigation.Uri)))
            _address?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return ValueTask.CompletedTask;
    }

    private static string Path(Uri address) => address.AbsolutePath;

    private void Focus() => Begin(() => Module.Focus(View.Group, View.Focus));

    private void Tell(string fault) =>
        Begin(() =>
        {
            _fault = fault;
            StateHasChanged();
        });

    // A range that came with the address waits for the curves.
    private void Loaded(IReadOnlyList<RunCurve> curves)
    {
        _fault = null;
        StateHasChanged();
        if (View.Range is not null)
            RefineSoon();
    }

    private void RefineSoon() => Begin(Refine);

    private async Task Refine()
    {
        if (View.Range is not { } range)
            return;
        // Only curves that stand as buckets have more to show.
        var metrics = Shown
            .SelectMany(chart => chart.Lines)
            .Select(line => line.Metric)
            .Distinct()
            .Where(metric => Curves.All.Values.Any(curve => curve.Metrics.GetValueOrDefault(metric)?.BucketWidth > 1))
            .ToList();
        var windows = (
            from run in Runs
            where !View.Hidden.Contains(run.Id)
            let curve = Curves.All.GetValueOrDefault(run.Id)
            where curve?.Metrics.Any(metric => metric.Value.BucketWidth > 1 && metrics.Contains(metric.Key)) == true
            let steps = View.StepsOf(run, curve)
            where steps is not null
            select new CurveWindow(run.Id, steps.Value.From, steps.Value.To)
        ).ToList();
        if (windows.Count == 0)
            return;
        try
        {
            var detail = new List<Curve>();
            foreach (var some in windows.Chunk(CurveQuery.WindowsOf(metrics.Count, LiveCurves.Buckets)))
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
