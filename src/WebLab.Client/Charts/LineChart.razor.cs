using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Charts;

/// <summary>Binds one chart of the module to the live curves and to the page's view.</summary>
public sealed partial class LineChart : AsyncComponent
{
    private ElementReference _host;
    private DotNetObjectReference<LineChart>? _self;
    private IReadOnlyList<Curve> _detail = [];
    private string? _fault;
    private bool _isReady;
    private SeedGroups? _grouped;
    private int _loads;
    private object? _view;
    private (IReadOnlyList<RunSummary>, IReadOnlyCollection<Guid>, int, string?) _said;

    [Inject]
    private ChartModule Module { get; set; } = null!;

    [Inject]
    private LiveConnection Live { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartDefinition Definition { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<RunSummary> Runs { get; set; } = [];

    [Parameter, EditorRequired]
    public LiveCurves Curves { get; set; } = null!;

    [Parameter, EditorRequired]
    public ChartView View { get; set; } = null!;

    /// <summary>The runs that differ only in their seed, for bands.</summary>
    [Parameter]
    public SeedGroups? Seeds { get; set; }

    /// <summary>Hands the chart to the browser as a file: <c>png</c>, <c>svg</c> or <c>csv</c>.</summary>
    public Task Export(string format) => _isReady ? Module.Export(_host, format, Definition.Title) : Task.CompletedTask;

    [JSInvokable]
    public void OnZoom(double? from, double? to) => View.Zoom(from, to);

    protected override async ValueTask Leave()
    {
        Curves.Loaded -= LoadSoon;
        Curves.Arrived -= AppendSoon;
        View.Changed -= ShowViewSoon;
        Live.Connected -= OpenAgain;
        _self?.Dispose();
        if (_isReady)
            await Module.Dispose(_host);
        _isReady = false;
    }

    protected override void OnInitialized()
    {
        Curves.Loaded += LoadSoon;
        Curves.Arrived += AppendSoon;
        View.Changed += ShowViewSoon;
        Live.Connected += OpenAgain;
    }

    // Which runs a mean is taken over changes as they end.
    protected override async Task OnParametersSetAsync()
    {
        await ShowView();
        if (ReferenceEquals(_grouped, Seeds))
            return;
        var isFirst = _grouped is null;
        _grouped = Seeds;
        if (!isFirst)
            await Load([.. Curves.All.Values.Where(curve => !curve.IsLoading)]);
    }

    // What is rendered is the words for a screen reader; the module draws.
    protected override bool ShouldRender()
    {
        var now = (Runs, View.Hidden, _loads, _fault);
        if (now == _said)
            return false;
        _said = now;
        return true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await Open();
    }

    private void OpenAgain()
    {
        if (_fault is not null)
            Begin(Open);
    }

    private async Task Open()
    {
        try
        {
            await Module.Create(
                _host,
                new
                {
                    group = View.Group,
                    share = Definition.IsShare,
                    area = Definition.IsArea,
                },
                _self ??= DotNetObjectReference.Create(this)
            );
        }
        catch (JSException)
        {
            _fault = "The chart script could not be loaded; it is tried again when WebLab answers.";
            StateHasChanged();
            return;
        }
        catch (ObjectDisposedException)
        {
            // The page was left while the script was on its way.
            return;
        }
        (_isReady, _fault, _view) = (true, null, null);
        await ShowView();
        await Load([.. Curves.All.Values.Where(curve => !curve.IsLoading)]);
    }

    private void LoadSoon(IReadOnlyList<RunCurve> curves) => Begin(() => Load(curves));

    private void AppendSoon(IReadOnlyList<CurveDelta> deltas) => Begin(() => Append(deltas));

    private void ShowViewSoon() => Begin(ShowView);

    private async Task Load(IReadOnlyList<RunCurve> curves)
    {
        _loads++;
        StateHasChanged();
        if (!_isReady)
            return;
        var known = Runs.ToDictionary(run => run.Id);
        List<LinePacket> packets =
        [
            .. from curve in curves
            where known.ContainsKey(curve.RunId)
            from line in Definition.Lines
            where curve.Metrics.ContainsKey(line.Metric)
            select Packet(known[curve.RunId], line, curve.Metrics[line.Metric]),
        ];
        if (packets.Count > 0)
            await Module.SetLines(_host, packets);
    }

    private async Task Append(IReadOnlyList<CurveDelta> deltas)
    {
        if (!_isReady)
            return;
        List<RunCurve> begun = [];
        var ends = new LineEnds();
        foreach (var (runId, points) in deltas)
        {
            if (!Curves.All.TryGetValue(runId, out var curve))
                continue;
            // A metric's first point makes a new line.
            if (Definition.Lines.Any(line => IsNew(line, curve, points)))
                begun.Add(curve);
            else
                foreach (var line in Definition.Lines)
                    ends.Add(Key(runId, line), line, points);
        }
        if (begun.Count > 0)
            await Load(begun);
        if (ends.Keys.Count > 0)
            await Module.Append(_host, ends);
    }

    private async Task ShowView()
    {
        if (!_isReady)
            return;
        var view = new
        {
            axis = View.Axis.ToString().ToLowerInvariant(),
            logX = View.LogX,
            smoothing = View.Smoothing,
            clip = View.IgnoresOutliers,
            log = View.IsLog(Definition.Id),
            hidden = View.Hidden,
            band = View.Band.ToString().ToLowerInvariant(),
            from = View.Range?.From,
            to = View.Range?.To,
            // The whole length while some run is under way, so that a growing curve does not move what was drawn.
            end = Runs.All(run => run.Status.HasEnded()) ? null : Runs.Max(PlannedEnd),
        };
        if (!view.Equals(_view))
        {
            _view = view;
            await Module.SetView(_host, view);
        }
        if (ReferenceEquals(_detail, View.Detail))
            return;
        _detail = View.Detail;
        await Module.SetDetail(
            _host,
            [
                .. from curve in _detail
                from line in Definition.Lines
                from series in curve.Series
                where series.Metric == line.Metric
                select Packet(curve.RunId, line, series),
            ],
            Runs.Max(run => View.StepsOf(run, Curves.All.GetValueOrDefault(run.Id))?.To) ?? 0
        );
    }

    private double? PlannedEnd(RunSummary run) =>
        View.Axis switch
        {
            HorizontalAxis.Epoch => run.Spec.Epochs,
            HorizontalAxis.Step => (double)run.Spec.Epochs * RunPalette.StepsPerEpoch(run),
            _ => null,
        };

    private LinePacket Packet(RunSummary run, ChartLine line, MetricSeries series) =>
        Packet(run.Id, line, series) with
        {
            Run = run.Id.ToString(),
            Name = run.Name,
            Measure = line.Label,
            Colour = line.Share ?? $"{RunPalette.HueOf(run)}",
            Style = line.Style.ToString().ToLowerInvariant(),
            Lap = RunPalette.LapOf(run),
            Group = Seeds?.Of(run.Id)?.Key,
            GroupName = Seeds?.Of(run.Id)?.Name,
            GroupColour = Seeds?.Of(run.Id)?.Colour,
            GroupSeeds = Seeds?.Of(run.Id)?.Seeds ?? 0,
            IsCounted = Seeds?.Of(run.Id)?.Counted.Contains(run.Id) == true,
            StepsPerEpoch = RunPalette.StepsPerEpoch(run),
            Start = ChartView.Start(run, Curves.All.GetValueOrDefault(run.Id)),
            Pauses = [.. ChartView.Pauses(run).SelectMany(pause => new[] { pause.From, pause.To })],
        };

    private static LinePacket Packet(Guid run, ChartLine line, MetricSeries series) =>
        new()
        {
            Key = Key(run, line),
            Width = series.BucketWidth,
            Steps = LinePacket.Bytes(series.Steps),
            Times = LinePacket.Bytes(series.Times),
            Last = LinePacket.Bytes(line.Shown(series.Last)),
            Min = series.Min is null ? null : LinePacket.Bytes(line.Least(series.Min, series.Max!)),
            Max = series.Max is null ? null : LinePacket.Bytes(line.Greatest(series.Min!, series.Max)),
        };

    private static bool IsNew(ChartLine line, RunCurve curve, PointBatch points) =>
        curve.Metrics.TryGetValue(line.Metric, out var metric) && metric.PointCount == LineEnds.Count(line, points);

    private static string Key(Guid run, ChartLine line) => $"{run}/{line.Metric}";
}
