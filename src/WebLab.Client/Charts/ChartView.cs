using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Charts;

/// <summary>How the charts of a page are looked at. It is kept apart from the curves, so that no live update can disturb it.</summary>
public sealed class ChartView
{
    private HashSet<Guid> _hidden = [];
    private readonly HashSet<string> _log = [];
    private HashSet<string> _added = [];

    public event Action? Changed;

    /// <summary>The zoomed range changed; finer curves may be wanted.</summary>
    public event Action? Zoomed;

    /// <summary>Another run is pointed at, or none.</summary>
    public event Action? Pointed;

    /// <summary>Names the charts that share a crosshair.</summary>
    public string Group { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The greatest weight of the past in a smoothed line.</summary>
    public const double MaxSmoothing = 0.99;

    /// <summary>What x counts, for all charts of the page.</summary>
    public HorizontalAxis Axis { get; private set; } = HorizontalAxis.Epoch;

    /// <summary>Whether x is logarithmic.</summary>
    public bool LogX { get; private set; }

    /// <summary>Whether the y axes fit the middle of the values, so that a few far ones do not press the others flat.</summary>
    public bool IgnoresOutliers { get; private set; }

    /// <summary>Whether charts of accuracies show errors instead.</summary>
    public bool ShowsErrors { get; private set; }

    /// <summary>The optional charts that a person added.</summary>
    public IReadOnlyCollection<string> Added => _added;

    /// <summary>The weight of the past in smoothed lines, 0 to 0.99; 0 for none.</summary>
    public double Smoothing { get; private set; }

    /// <summary>The zoomed range in units of x; null for the whole.</summary>
    public (double From, double To)? Range { get; private set; }

    /// <summary>Finer curves of the zoomed range.</summary>
    public IReadOnlyList<Curve> Detail { get; private set; } = [];

    /// <summary>What is drawn of runs that differ only in their seed.</summary>
    public SeedBand Band { get; private set; }

    /// <summary>The runs that are not drawn: another collection after each change.</summary>
    public IReadOnlyCollection<Guid> Hidden => _hidden;

    /// <summary>The charts whose y axis is logarithmic.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>The run that stands out while it is pointed at.</summary>
    public Guid? Focus { get; private set; }

    public bool IsLog(string chart) => _log.Contains(chart);

    public void ToggleLog(string chart)
    {
        if (!_log.Add(chart))
            _log.Remove(chart);
        Changed?.Invoke();
    }

    public void ToggleLogX()
    {
        LogX = !LogX;
        Changed?.Invoke();
    }

    public void ShowErrors(bool shows)
    {
        ShowsErrors = shows;
        Changed?.Invoke();
    }

    /// <summary>Adds an optional chart, or takes it away again.</summary>
    public void Add(string chart)
    {
        _added = [.. _added.Contains(chart) ? _added.Where(other => other != chart) : _added.Append(chart)];
        Changed?.Invoke();
    }

    public void ToggleOutliers()
    {
        IgnoresOutliers = !IgnoresOutliers;
        Changed?.Invoke();
    }

    public void Smooth(double weight)
    {
        if (!double.IsFinite(weight))
            return;
        Smoothing = Math.Round(Math.Clamp(weight, 0, MaxSmoothing), 2);
        Changed?.Invoke();
    }

    /// <summary>Chooses what x counts. A zoom goes on between steps and epochs, by the run given; times begin anew with the
    /// whole.</summary>
    public void CountBy(HorizontalAxis axis, int stepsPerEpoch)
    {
        if (axis == Axis)
            return;
        var range = (Axis, axis) switch
        {
            (HorizontalAxis.Step, HorizontalAxis.Epoch) => Scaled(1.0 / stepsPerEpoch),
            (HorizontalAxis.Epoch, HorizontalAxis.Step) => Scaled(stepsPerEpoch),
            _ => null,
        };
        (Axis, Range) = (axis, range);
        if (range is null)
            Detail = [];
        Changed?.Invoke();
    }

    public void Zoom(double? from, double? to)
    {
        Range = from is { } low && to is { } high && low < high ? (Rounded(low, high - low), Rounded(high, high - low)) : null;
        if (Range is null)
            Detail = [];
        // The question goes out first, so that its answer is on the way while the page draws what is at hand.
        Zoomed?.Invoke();
        Changed?.Invoke();
    }

    public void Refine(IReadOnlyList<Curve> detail)
    {
        Detail = detail;
        Changed?.Invoke();
    }

    public void Toggle(Guid run)
    {
        _hidden = [.. _hidden.Contains(run) ? _hidden.Where(other => other != run) : _hidden.Append(run)];
        Changed?.Invoke();
    }

    /// <summary>Shows one run alone; again, and all are back.</summary>
    public void Solo(Guid run, IReadOnlyCollection<RunSummary> runs)
    {
        var isSolo = !_hidden.Contains(run) && _hidden.Count == runs.Count - 1;
        _hidden = isSolo ? [] : [.. runs.Where(other => other.Id != run).Select(other => other.Id)];
        Changed?.Invoke();
    }

    public void ShowAll()
    {
        _hidden = [];
        Changed?.Invoke();
    }

    public void ShowOnly(IEnumerable<Guid> shown, IEnumerable<RunSummary> runs)
    {
        _hidden = [.. runs.Select(run => run.Id).Except(shown)];
        Changed?.Invoke();
    }

    public void Draw(SeedBand band)
    {
        Band = band;
        Changed?.Invoke();
    }

    /// <summary>Takes all of a view at once, as an address holds it.</summary>
    public void Restore(
        HorizontalAxis axis,
        bool logX,
        IEnumerable<string> log,
        double smoothing,
        SeedBand band,
        (double From, double To)? range,
        IEnumerable<Guid> hidden,
        bool ignoresOutliers = false,
        bool showsErrors = false,
        IEnumerable<string>? added = null
    )
    {
        (ShowsErrors, _added) = (showsErrors, [.. added ?? []]);
        (Axis, LogX, Band, Range, IgnoresOutliers) = (axis, logX, band, range, ignoresOutliers);
        Smoothing = Math.Round(Math.Clamp(smoothing, 0, MaxSmoothing), 2);
        _log.Clear();
        _log.UnionWith(log);
        _hidden = [.. hidden];
        Changed?.Invoke();
        if (range is not null)
            Zoomed?.Invoke();
    }

    public void Point(Guid? run)
    {
        if (run == Focus)
            return;
        Focus = run;
        Pointed?.Invoke();
    }

    /// <summary>The zoomed range in a run's steps; times are looked up in its curve.</summary>
    public (int From, int To)? StepsOf(RunSummary run, RunCurve? curve) =>
        Range is not { } range
            ? null
            : Axis switch
            {
                HorizontalAxis.Step => Steps(range.From, range.To),
                HorizontalAxis.Epoch => Steps(range.From * RunPalette.StepsPerEpoch(run), range.To * RunPalette.StepsPerEpoch(run)),
                HorizontalAxis.Relative => curve?.StepsBetween(TimeAt(run, curve, range.From), TimeAt(run, curve, range.To)),
                _ => curve?.StepsBetween(range.From, range.To),
            };

    /// <summary>When a run's time begins: its worker's start, or its first point.</summary>
    public static double Start(RunSummary run, RunCurve? curve) => run.StartedAt?.ToUnixTimeMilliseconds() ?? curve?.FirstTime ?? 0;

    /// <summary>When a run had been trained for so many seconds, pauses left out, in milliseconds since 1970.</summary>
    public static double TimeAt(RunSummary run, RunCurve? curve, double seconds)
    {
        var time = Start(run, curve) + (seconds * 1_000);
        foreach (var (from, to) in Pauses(run))
        {
            if (from < time)
                time += to - from;
        }
        return time;
    }

    /// <summary>The ended pauses of a run in milliseconds since 1970, in their order.</summary>
    public static IEnumerable<(double From, double To)> Pauses(RunSummary run) =>
        run
            .Pauses.Where(pause => pause.To is not null)
            .Select(pause => ((double)pause.From.ToUnixTimeMilliseconds(), (double)pause.To!.Value.ToUnixTimeMilliseconds()));

    private static (int From, int To) Steps(double from, double to) =>
        ((int)Math.Clamp(Math.Floor(from), 1, int.MaxValue), (int)Math.Clamp(Math.Ceiling(to), 1, int.MaxValue));

    // No finer than a thousandth of the range, which no pixel shows and no address needs.
    private static double Rounded(double value, double span)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(span)) - 3);
        return unit >= 1 ? Math.Round(value / unit) * unit : Math.Round(value, (int)Math.Min(15, -Math.Log10(unit)));
    }

    private (double From, double To)? Scaled(double factor) => Range is { } range ? (range.From * factor, range.To * factor) : null;
}
