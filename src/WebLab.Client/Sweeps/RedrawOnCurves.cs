using WebLab.Client.Live;

namespace WebLab.Client.Sweeps;

/// <summary>Calls back when curves have come, at most twice a second.</summary>
public sealed class RedrawOnCurves : IDisposable
{
    private readonly LiveCurves _curves;
    private readonly RedrawGate _gate;

    public RedrawOnCurves(LiveCurves curves, TimeProvider clock, Action redraw)
    {
        _curves = curves;
        _gate = new(clock, TimeSpan.FromMilliseconds(500), redraw);
        _curves.Loaded += Redraw;
        _curves.Arrived += Redraw;
    }

    public void Dispose()
    {
        _curves.Loaded -= Redraw;
        _curves.Arrived -= Redraw;
        _gate.Dispose();
    }

    private void Redraw(object _) => _gate.Request();
}
