using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Data.LabelAudits;

namespace WebLab.Server.Datasets;

/// <summary>
/// Examples for the screen. The set last looked at stays open while it is looked at: its labels are in memory, its examples are read where
/// they are asked for, however large it is.
/// </summary>
public sealed class DatasetImages(DatasetLibrary library, TimeProvider time) : IDisposable
{
    private const int ImagesAClass = 10;

    /// <summary>Pixels of a sheet, of which there are two copies and a PNG.</summary>
    private const int SheetPixels = 8_000_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, (string? Folder, byte[] Png)> _sheets = [];
    private volatile HeldSet? _held;
    private ITimer? _release;

    /// <summary>A whole set, whose examples stay in their files.</summary>
    /// <exception cref="DatasetException">The data set is not here or cannot be read.</exception>
    public async Task<Dataset> Open(string name, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            return await Task.Run(() => Held(name), stop);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A PNG with a row of images for each class; of many classes or large images fewer a row.</summary>
    /// <exception cref="DatasetException">The data set is not here or cannot be read.</exception>
    public async Task<byte[]> Sheet(string name, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        try
        {
            var folder = library.PlaceOf(name);
            if (_sheets.TryGetValue(name, out var drawn) && drawn.Folder == folder)
                return drawn.Png;
            var png = await Task.Run(() => Draw(Held(name)), stop);
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

    private Dataset Held(string name)
    {
        var folder = library.PlaceOf(name);
        var held = _held;
        if (held?.Data.Facts.Name != name || held.Folder != folder)
            _held = held = new(folder, DatasetReader.Open(name, folder));
        _release?.Dispose();
        _release = time.CreateTimer(_ => _held = null, null, Kept, Timeout.InfiniteTimeSpan);
        return held.Data;
    }

    private static byte[] Draw(Dataset data)
    {
        var (train, classes) = (data.Train, data.Facts.Classes.Count);
        var side = (int)Math.Sqrt(SheetPixels / (ImagesAClass * classes * train.Channels));
        // A row at a time is read and made smaller.
        var rows = Enumerable
            .Range(0, classes)
            .Select(label => Enumerable.Range(0, train.Count).Where(i => train.Labels[i] == label).Take(ImagesAClass).ToArray())
            .Where(row => row.Length > 0)
            .Select(row => ReducedImages.Of(train.Pick(row), side))
            .ToList();
        byte[] pixels = [.. rows.SelectMany(row => row.Pixels)],
            labels = [.. rows.SelectMany(row => row.Labels)];
        return ImageSheet.Encode(new ImageSet(rows[0].Height, rows[0].Width, train.Channels, pixels, labels), ImagesAClass);
    }

    private sealed record HeldSet(string? Folder, Dataset Data);
}
