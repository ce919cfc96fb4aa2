namespace WebLab.Client.Live;

/// <summary>How long to wait before connecting again: longer after each try in vain, and longer still after connections that came up and
/// did not last, as behind a proxy that cuts them. Two browsers never wait alike, so that a server that is back is not met by all at
/// once.</summary>
public sealed class ReconnectPace(TimeProvider time, Func<double> draw)
{
    // A second at most while nothing answers: with a connection and an answer, a page is used again within three of the server's return.
    private static readonly double[] InVain = [0.2, 0.5, 1],
        Cut = [0.2, 0.5, 1, 2, 4, 8];

    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(10);

    private long? _since;
    private int _tries,
        _cuts;

    /// <summary>A connection came up.</summary>
    public void Up() => (_since, _tries) = (time.GetTimestamp(), 0);

    /// <summary>The wait before the next try, after one in vain or after a connection that has ended.</summary>
    public TimeSpan Next()
    {
        if (_since is not { } since)
            return Drawn(InVain, _tries++);
        _since = null;
        if (time.GetElapsedTime(since) >= Lasting)
            _cuts = 0;
        return Drawn(Cut, _cuts++);
    }

    private TimeSpan Drawn(double[] seconds, int step) =>
        TimeSpan.FromSeconds(seconds[Math.Min(step, seconds.Length - 1)] * (0.5 + (0.5 * draw())));
}
