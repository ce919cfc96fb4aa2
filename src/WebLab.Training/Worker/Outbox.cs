using WebLab.Contracts.Curves;

namespace WebLab.Training.Worker;

/// <summary>The points that the server has not acknowledged yet, numbered. The trainer fills it, the reporter empties it.</summary>
/// <param name="lastSequence">The sequence number of the last point that is stored already.</param>
internal sealed class Outbox(long lastSequence) : IDisposable
{
    /// <summary>Points a batch: about 100 kB.</summary>
    public const int BatchSize = 5_000;

    /// <summary>About 25 MB, an hour of a fast small network; the trainer waits when so many are not acknowledged.</summary>
    public const int Capacity = 1_000_000;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _room = new(initialState: true);
    private readonly List<Point> _points = [];
    private long _first = lastSequence + 1;
    private bool _isUnbounded;

    /// <summary>Adds points; waits while there is no room.</summary>
    /// <param name="points">The points.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Add(IReadOnlyList<Point> points, CancellationToken cancel)
    {
        _room.Wait(cancel);
        lock (_gate)
        {
            _points.AddRange(points);
            if (_points.Count >= Capacity && !_isUnbounded)
                _room.Reset();
        }
    }

    /// <summary>Nobody waits for room any more: no more will be acknowledged.</summary>
    public void Unbound()
    {
        lock (_gate)
        {
            _isUnbounded = true;
            _room.Set();
        }
    }

    /// <summary>All points that are not acknowledged.</summary>
    public IReadOnlyList<PointBatch> All()
    {
        lock (_gate)
            return
            [
                .. Enumerable
                    .Range(0, (_points.Count + BatchSize - 1) / BatchSize)
                    .Select(i => i * BatchSize)
                    .Select(start => PointBatch.Of(_first + start, _points.GetRange(start, Math.Min(BatchSize, _points.Count - start)))),
            ];
    }

    /// <summary>The first points that are not acknowledged; null when all are.</summary>
    public PointBatch? Next()
    {
        lock (_gate)
            return _points.Count == 0 ? null : PointBatch.Of(_first, _points.GetRange(0, Math.Min(BatchSize, _points.Count)));
    }

    /// <summary>Drops points that the server has stored.</summary>
    /// <param name="sequence">The sequence number of the last of them.</param>
    /// <exception cref="InvalidOperationException">The server has lost points that it had acknowledged.</exception>
    public void Acknowledge(long sequence)
    {
        lock (_gate)
        {
            if (sequence < _first - 1)
                throw new InvalidOperationException(
                    $"The server acknowledged points up to {_first - 1:N0} and has them only up to {sequence:N0}."
                );
            var stored = (int)Math.Min(_points.Count, sequence + 1 - _first);
            _points.RemoveRange(0, stored);
            _first += stored;
            if (_points.Count < Capacity)
                _room.Set();
        }
    }

    public void Dispose() => _room.Dispose();
}
