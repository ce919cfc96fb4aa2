using WebLab.Data.Datasets;
using WebLab.Data.Images;

namespace WebLab.Server.Datasets;

/// <summary>
/// Images for the screen. The training set last looked at stays in memory while it is looked at (150 MB for CIFAR-10), so that dragging a
/// noise rate does not read it again each time.
/// </summary>
public sealed class DatasetImages(DatasetLibrary library, TimeProvider time) : IDisposable
{
    private const int ImagesAClass = 10;

    /// <summary>Enough to have so many of each class, and quickly read or drawn.</summary>
    private const int ImagesLookedAt = 1_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, (string? Folder, byte[] Png)> _sheets = [];
    private volatile HeldSet? _held;
    private ITimer? _release;

    /// <summary>At least so many training images, and one test image.</summary>
    /// <exception cref="DatasetException">The data set is not here or cannot be read.</exception>
    public Task<Dataset> Load(string name, int trainCount, CancellationToken stop) => Load(name, trainCount, 1, stop);

    /// <summary>At least so many training and test images.</summary>
    /// <exception cref="DatasetException">The data set is not here or cannot be read.</exception>
    public async Task<Dataset> Load(string name, int trainCount, int testCount, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            return await Task.Run(() => Held(name, trainCount, testCount), stop);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A PNG with a row of images for each class.</summary>
    /// <exception cref="DatasetException">The data set is not here or cannot be read.</exception>
    public async Task<byte[]> Sheet(string name, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            var folder = library.PlaceOf(name);
            if (_sheets.TryGetValue(name, out var drawn) && drawn.Folder == folder)
                return drawn.Png;
            var png = await Task.Run(() => Draw(DatasetReader.Load(name, folder, ImagesLookedAt, 1)), stop);
            _sheets[name] = (folder, png);
            return png;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _release?.Dispose();
        _gate.Dispose();
    }

    private Dataset Held(string name, int trainCount, int testCount)
    {
        var folder = library.PlaceOf(name);
        var held = _held;
        if (
            held?.Data.Facts.Name != name
            || held.Folder != folder
            || held.Data.Train.Count < trainCount
            || held.Data.Test.Count < testCount
        )
            _held = held = new(folder, DatasetReader.Load(name, folder, trainCount, testCount));
        _release?.Dispose();
        _release = time.CreateTimer(_ => _held = null, null, Kept, Timeout.InfiniteTimeSpan);
        return held.Data;
    }

    private static byte[] Draw(Dataset data)
    {
        var labels = data.Train.Labels;
        var chosen = Enumerable
            .Range(0, data.Facts.Classes.Count)
            .SelectMany(label => Enumerable.Range(0, labels.Length).Where(i => labels[i] == label).Take(ImagesAClass))
            .ToArray();
        return ImageSheet.Encode(data.Train.Pick(chosen), ImagesAClass);
    }

    private sealed record HeldSet(string? Folder, Dataset Data);
}
