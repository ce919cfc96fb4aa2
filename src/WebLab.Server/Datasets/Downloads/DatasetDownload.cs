using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Server.Datasets.Downloads;

/// <summary>Brings one data set into a folder: fetches its files one after the other, unpacks, and shows the whole at once under its own
/// name.</summary>
/// <param name="files">Fetches one file.</param>
/// <param name="publication">What is fetched.</param>
/// <param name="root">The folder that the data set's own folder will stand in.</param>
/// <param name="time">The clock of the progress.</param>
internal sealed class DatasetDownload(FileDownload files, Publication publication, string root, TimeProvider time)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(250);

    private readonly TransferRate _rate = new(time);
    private long _reported;

    /// <summary>Where the data set is in the making; what a broken download leaves there is used by the next.</summary>
    private string Workshop => Path.Combine(root, publication.Folder + ".part");

    /// <summary>Fetches what is still missing.</summary>
    /// <param name="report">Told of the progress, a few times a second.</param>
    /// <param name="stop">Ends it; what came is kept.</param>
    /// <exception cref="DownloadException">It cannot be had.</exception>
    public async Task Run(Action<DownloadProgress> report, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(Workshop);
            CheckRoom();
            var before = 0L;
            foreach (var file in publication.Files)
            {
                await files.Fetch(new(publication.Address, file.Name), file, Workshop, came => Report(before + came, report), stop);
                before += file.Bytes;
            }
            report(new(before, before, 0, 0));
            await Task.Run(() => Show(stop), stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DownloadException(DiskFault.Sentence(error, publication.Folder, root), error);
        }
    }

    /// <summary>How far it has come by what is on the disk.</summary>
    public DownloadProgress Standing() =>
        new(publication.Files.Sum(file => Length(file.Name) ?? Length(file.Name + ".part") ?? 0), publication.Bytes, 0, null);

    private long? Length(string name) => new FileInfo(Path.Combine(Workshop, name)) is { Exists: true } file ? file.Length : null;

    // Known beforehand, so said beforehand and not after twenty minutes.
    private void CheckRoom()
    {
        var needed = publication.Bytes - Standing().BytesDone + publication.Unpacked.Sum(file => file.Bytes);
        if (new DriveInfo(Path.GetFullPath(root)).AvailableFreeSpace is var free && free < needed)
            throw new DownloadException(
                Sentence.Of(
                    $"{publication.Folder} does not fit: it needs {needed / 1e6:N0} MB more, and the disk that holds {root} has "
                        + $"{free / 1e6:N0} MB free."
                )
            );
    }

    private void Report(long done, Action<DownloadProgress> report)
    {
        var now = time.GetTimestamp();
        if (_reported != 0 && time.GetElapsedTime(_reported, now) < ReportEvery)
            return;
        _reported = now;
        var rate = _rate.Add(done);
        report(new(done, publication.Bytes, rate, rate > 0 ? (publication.Bytes - done) / rate : null));
    }

    private void Show(CancellationToken stop)
    {
        var made = Workshop;
        if (publication.Unpacked.Count > 0)
        {
            made = Path.Combine(Workshop, "unpacked");
            if (Directory.Exists(made))
                Directory.Delete(made, recursive: true);
            Directory.CreateDirectory(made);
            Archive.Unpack(Path.Combine(Workshop, publication.Files[0].Name), publication.Folder, publication.Unpacked, made, stop);
        }
        var shown = Path.Combine(root, publication.Folder);
        if (Directory.Exists(shown))
            Directory.Delete(shown, recursive: true);
        Directory.Move(made, shown);
        if (Directory.Exists(Workshop))
            Directory.Delete(Workshop, recursive: true);
    }
}
