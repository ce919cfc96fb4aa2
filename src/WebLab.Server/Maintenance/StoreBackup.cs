using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Storage;

namespace WebLab.Server.Maintenance;

/// <summary>
/// Writes a store into one file: the database as it stood between two commits, and the folders beside it (labels, keys, logs, checkpoints),
/// also those that are links to another disk. Downloaded data sets are left out, because they can be had again.
/// </summary>
internal sealed class StoreBackup(StoreFolder store, Func<string, Task> copyDatabase, TimeProvider time)
{
    private const int BufferSize = 1 << 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The copy of the database needs as much room again in the store, for as long as the backup takes.</summary>
    /// <param name="to">The file; one that is there already is not overwritten.</param>
    /// <returns>What was written.</returns>
    public async Task<BackupManifest> Write(string to)
    {
        if (Path.Exists(to))
            throw new MaintenanceException($"{to} is there already; name another file.");
        var part = StoreFolder.UnfinishedArchive(Path.GetFullPath(to));
        var (copy, archive) = store.BackupFiles;
        try
        {
            await File.WriteAllTextAsync(archive, part);
            // The moment whose store it holds, not that at which the last file was packed, hours later perhaps.
            var now = time.GetUtcNow();
            await copyDatabase(copy);
            var manifest = await Pack(part, copy, now);
            File.Move(part, to);
            return manifest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MaintenanceException($"The backup {to} could not be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(part);
            File.Delete(archive);
        }
    }

    private async Task<BackupManifest> Pack(string part, string copy, DateTimeOffset at)
    {
        // The keys in it sign cookies: it is for its owner's eyes. A link or a pipe of that name is not written through.
        File.Delete(part);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using var file = new FileStream(part, options);
        var files = new List<BackupFile>();
        var manifest = new BackupManifest(BackupManifest.Known, at, files);
        await using (var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null))
        {
            files.Add(
                await Add(archive, copy, Path.GetFileName(store.Database)) ?? throw new IOException("The copy of the database is gone.")
            );
            foreach (var path in StoreFiles.Beside(store.Root))
            {
                if (await Add(archive, path, Path.GetRelativePath(store.Root, path).Replace('\\', '/')) is { } added)
                    files.Add(added);
            }
            await using var entry = await archive.CreateEntry(BackupManifest.Entry).OpenAsync();
            await JsonSerializer.SerializeAsync(entry, manifest, LabJson.Options);
        }
        file.Flush(flushToDisk: true);
        return manifest;
    }

    /// <summary>Adds as much of a file as it has at this moment; null for one that was deleted meanwhile.</summary>
    private static async Task<BackupFile?> Add(ZipArchive archive, string path, string name)
    {
        FileStream source;
        try
        {
            source = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        await using (source)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var entry = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync();
            var buffer = new byte[BufferSize];
            var left = source.Length;
            while (left > 0 && await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, BufferSize))) is var read and > 0)
            {
                hash.AppendData(buffer.AsSpan(0, read));
                await entry.WriteAsync(buffer.AsMemory(0, read));
                left -= read;
            }
            return new(name, source.Length - left, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }
}
