using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using WebLab.Data.Datasets;

namespace WebLab.Server.Datasets.Downloads;

/// <summary>Unpacks a .tar.gz.</summary>
internal static class Archive
{
    /// <summary>
    /// Takes the wanted files out of an archive and passes over everything else. The names on the disk are ours and each size is known
    /// beforehand, so that no path, link or bomb in the archive has any effect.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="inner">The folder that the files stand in inside the archive.</param>
    /// <param name="wanted">The files.</param>
    /// <param name="folder">An existing, empty folder.</param>
    /// <param name="stop">Ends it between two files.</param>
    /// <exception cref="DownloadException">A file is missing or has another size, or the archive is broken.</exception>
    public static void Unpack(string archive, string inner, IReadOnlyList<DatasetFile> wanted, string folder, CancellationToken stop)
    {
        var missing = wanted.ToDictionary(file => $"{inner}/{file.Name}", StringComparer.Ordinal);
        try
        {
            using var compressed = File.OpenRead(archive);
            using var tar = new TarReader(new GZipStream(compressed, CompressionMode.Decompress));
            while (missing.Count > 0 && tar.GetNextEntry() is { } entry)
            {
                stop.ThrowIfCancellationRequested();
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && missing.Remove(entry.Name, out var file))
                    Write(entry, file, folder);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DownloadException($"{Path.GetFileName(archive)} is not a whole archive: {error.Message}", error);
        }
        if (missing.Count > 0)
            throw new DownloadException($"{Path.GetFileName(archive)} lacks {string.Join(", ", missing.Keys)}.");
    }

    private static void Write(TarEntry entry, DatasetFile file, string folder)
    {
        if (entry.Length != file.Bytes)
            throw new DownloadException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{entry.Name} in the archive has {entry.Length:N0} bytes; the published file has {file.Bytes:N0}."
                )
            );
        try
        {
            entry.ExtractToFile(Path.Combine(folder, file.Name), overwrite: true);
        }
        catch (IOException error) when (error is not EndOfStreamException)
        {
            throw new DownloadException(DiskFault.Sentence(error, file.Name, folder), error);
        }
    }
}
