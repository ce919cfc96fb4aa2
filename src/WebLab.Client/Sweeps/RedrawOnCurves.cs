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
        _curves.Loaded += Ask;
        _curves.Arrived += Ask;
    }

    public void Dispose()
    {
        _curves.Loaded -= Ask;
        _curves.Arrived -= Ask;
        _gate.Dispose();
    }

    private void Ask(object _) => _gate.Ask();
}
