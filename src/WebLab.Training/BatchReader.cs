using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using WebLab.Data.Preprocessing;

namespace WebLab.Training;

/// <summary>Reads batches of images that stay in their files, on a thread of its own: while one is trained on the next two are read and
/// converted.</summary>
internal sealed class BatchReader : IDisposable
{
    private const int Ahead = 2,
        MostValues = 1 << 28;

    private readonly PixelSet _images;
    private readonly int[] _order;
    private readonly int _batch;
    private readonly CancellationTokenSource _stop = new();
    private readonly BlockingCollection<float[]> _free = [];
    private readonly BlockingCollection<float[]> _read = [];
    private readonly Thread _reading;
    private ExceptionDispatchInfo? _fault;
    private int _taken;

    /// <param name="images">The images.</param>
    /// <param name="order">Their indices, in the order in which they are taken.</param>
    /// <param name="batch">How many are taken at a time; the last may be fewer.</param>
    public BatchReader(PixelSet images, int[] order, int batch)
    {
        (_images, _order, _batch) = (images, order, batch);
        for (var i = 0; i < Ahead; i++)
            _free.Add(new float[Math.Min(batch, order.Length) * images.ImageLength]);
        _reading = new(Read) { IsBackground = true, Name = "Batches" };
        _reading.Start();
    }

    /// <summary>The number of images in the next batch; 0 when all were taken.</summary>
    public int Next => Math.Min(_batch, _order.Length - _taken);

    /// <summary>Copies the next batch.</summary>
    /// <param name="place">Gives where the values of some of its images go, by the first and their number: a span of a tensor counts its
    /// bytes in 31 bits, and 2,048 images of 300x300x3 have more.</param>
    /// <exception cref="Data.Datasets.DatasetException">It could not be read.</exception>
    public void Take(Func<int, int, Span<float>> place)
    {
        if (!_read.TryTake(out var buffer, Timeout.Infinite))
        {
            _fault?.Throw();
            throw new InvalidOperationException("All batches were taken.");
        }
        var (length, most) = (_images.ImageLength, Math.Max(1, MostValues / _images.ImageLength));
        for (var first = 0; first < Next; first += most)
        {
            var count = Math.Min(most, Next - first);
            buffer.AsSpan(first * length, count * length).CopyTo(place(first, count));
        }
        _taken += Next;
        _free.Add(buffer);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reading.Join();
        _stop.Dispose();
        _free.Dispose();
        _read.Dispose();
    }

    private void Read()
    {
        try
        {
            for (var first = 0; first < _order.Length; first += _batch)
            {
                var indices = _order.AsSpan(first, Math.Min(_batch, _order.Length - first));
                var buffer = _free.Take(_stop.Token);
                _images.Read(indices, buffer.AsSpan(0, indices.Length * _images.ImageLength));
                _read.Add(buffer);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody takes batches any more.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _fault = ExceptionDispatchInfo.Capture(
                new Data.Datasets.DatasetException($"The examples could not be read from their files: {error.Message}", error)
            );
        }
        catch (Exception error)
        {
            // For whoever takes the next batch.
            _fault = ExceptionDispatchInfo.Capture(error);
        }
        _read.CompleteAdding();
    }
}
