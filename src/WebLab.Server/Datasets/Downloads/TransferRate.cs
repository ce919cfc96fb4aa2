namespace WebLab.Server.Datasets.Downloads;

/// <summary>Bytes a second over the last seconds.</summary>
internal sealed class TransferRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Queue<(long At, long Bytes)> _samples = new();

    /// <summary>Notes how many bytes are there by now.</summary>
    /// <returns>Bytes a second; 0 until two moments are known.</returns>
    public double Add(long bytes)
    {
        var now = time.GetTimestamp();
        _samples.Enqueue((now, bytes));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > Window)
            _samples.Dequeue();
        var (at, first) = _samples.Peek();
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        return seconds > 0 ? Math.Max(0, bytes - first) / seconds : 0;
    }
}
