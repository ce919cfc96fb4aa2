using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Charts;

/// <summary>How the charts of a page are looked at. It is kept apart from the curves, so that no live update can disturb it.</summary>
public sealed class ChartView
{
    private readonly HashSet<Guid> _hidden = [];
    private readonly HashSet<string> _log = [];

    public event Action? Changed;

    /// <summary>The zoomed range changed; finer curves may be wanted.</summary>
    public event Action? Zoomed;

    /// <summary>Names the charts that share a crosshair.</summary>
    public string Group { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether x counts epochs instead of steps.</summary>
    public bool ByEpoch { get; private set; } = true;

    /// <summary>The zoomed range in units of x; null for the whole.</summary>
    public (double From, double To)? Range { get; private set; }

    /// <summary>Finer curves of the zoomed range.</summary>
    public IReadOnlyList<Curve> Detail { get; private set; } = [];

    public IReadOnlyCollection<Guid> Hidden => _hidden;

    /// <summary>The run that stands out while it is pointed at.</summary>
    public Guid? Focus { get; private set; }

    public bool IsLog(string chart) => _log.Contains(chart);

    public void ToggleLog(string chart)
    {
        if (!_log.Add(chart))
            _log.Remove(chart);
        Changed?.Invoke();
    }

    /// <summary>Counts x in epochs or in steps; a zoom stays where it is on the run given.</summary>
    public void CountBy(bool epochs, int stepsPerEpoch)
    {
        if (epochs == ByEpoch)
            return;
        var factor = epochs ? 1.0 / stepsPerEpoch : stepsPerEpoch;
        ByEpoch = epochs;
        if (Range is { } range)
            Range = (range.From * factor, range.To * factor);
        Changed?.Invoke();
    }

    public void Zoom(double? from, double? to)
    {
        Range = from is { } low && to is { } high ? (Math.Max(0, low), high) : null;
        if (Range is null)
            Detail = [];
        Changed?.Invoke();
        Zoomed?.Invoke();
    }

    public void Refine(IReadOnlyList<Curve> detail)
    {
        Detail = detail;
        Changed?.Invoke();
    }

    public void Toggle(Guid run)
    {
        if (!_hidden.Add(run))
            _hidden.Remove(run);
        Changed?.Invoke();
    }

    /// <summary>Shows one run alone; again, and all are back.</summary>
    public void Solo(Guid run, IReadOnlyCollection<RunSummary> runs)
    {
        var isSolo = !_hidden.Contains(run) && _hidden.Count == runs.Count - 1;
        _hidden.Clear();
        if (!isSolo)
            _hidden.UnionWith(runs.Where(other => other.Id != run).Select(other => other.Id));
        Changed?.Invoke();
    }

    public void Point(Guid? run)
    {
        if (run == Focus)
            return;
        Focus = run;
        Changed?.Invoke();
    }

    /// <summary>The zoomed range in a run's steps.</summary>
    public (int From, int To)? StepsOf(RunSummary run)
    {
        var factor = ByEpoch ? RunPalette.StepsPerEpoch(run) : 1;
        return Range is { } range
            ? ((int)Math.Max(1, Math.Floor(range.From * factor)), (int)Math.Ceiling(range.To * factor))
            : null;
    }
}
