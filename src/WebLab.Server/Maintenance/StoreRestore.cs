using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Storage;

namespace WebLab.Server.Maintenance;

/// <summary>Puts a backup in a store's place. All of it is unpacked and checked first; what was there is moved aside and not
/// deleted.</summary>
internal static class StoreRestore
{
    /// <returns>The backup's contents, and the folder with what was there before, or null for an empty store.</returns>
    public static async Task<(BackupManifest Manifest, string? Replaced)> Run(string file, StoreFolder store, TimeProvider time)
    {
        var unpacked = Path.Combine(store.Root, StoreFiles.Restoring);
        try
        {
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
            var manifest = await Unpack(file, unpacked);
            var replaced = SetAside(store, time.GetUtcNow());
            foreach (var entry in new DirectoryInfo(unpacked).EnumerateFileSystemInfos())
                Move(entry, Path.Combine(store.Root, entry.Name));
            if (File.Exists(store.Database))
                StoreSeal.Make(store.Database);
            return (manifest, replaced);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw new MaintenanceException($"The backup {file} could not be restored: {error.Message}", error);
        }
        finally
        {
            if (Directory.Exists(unpacked))
                Directory.Delete(unpacked, recursive: true);
        }
    }

    private static async Task<BackupManifest> Unpack(string file, string folder)
    {
        if (!File.Exists(file))
            throw new MaintenanceException($"There is no backup {file}.");
        await using var archive = await ZipFile.OpenReadAsync(file);
        var manifest = await ReadManifest(archive, file);
        foreach (var wanted in manifest.Files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, wanted.Path));
            if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new MaintenanceException($"The backup {file} names a file outside of the store: {wanted.Path}.");
            var entry =
                archive.GetEntry(wanted.Path)
                ?? throw new MaintenanceException($"The backup {file} is damaged: {wanted.Path} is not in it.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (await Extract(entry, path, wanted.Bytes) != wanted.Sha256)
                throw new MaintenanceException(
                    $"The backup {file} is damaged: {wanted.Path} has another checksum than when it was written."
                );
        }
        return manifest;
    }

    private static async Task<BackupManifest> ReadManifest(ZipArchive archive, string file)
    {
        if (archive.GetEntry(BackupManifest.Entry) is not { } entry)
            throw new MaintenanceException($"{file} is no WebLab backup: it has no {BackupManifest.Entry}.");
        await using var json = await entry.OpenAsync();
        var manifest =
            await JsonSerializer.DeserializeAsync<BackupManifest>(json, LabJson.Options)
            ?? throw new MaintenanceException($"{file} is no WebLab backup: its {BackupManifest.Entry} is empty.");
        return manifest.Format == BackupManifest.Known
            ? manifest
            : throw new MaintenanceException(
                $"The backup {file} has format {manifest.Format}; this WebLab knows format {BackupManifest.Known}."
            );
    }

    /// <summary>Unpacks no more than the manifest says.</summary>
    private static async Task<string> Extract(ZipArchiveEntry entry, string path, long bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = await entry.OpenAsync();
        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 16];
        while (bytes > 0 && await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length))) is var read and > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read));
            bytes -= read;
        }
        target.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string? SetAside(StoreFolder store, DateTimeOffset now)
    {
        FileSystemInfo[] old =
        [
            .. new[] { store.Database, DatabaseFile.LogOf(store.Database), StoreSeal.PathOf(store.Database) }
                .Where(File.Exists)
                .Select(path => new FileInfo(path)),
            .. StoreFiles.Folders(store.Root),
        ];
        if (old.Length == 0)
            return null;
        var aside = Directory.CreateDirectory(Path.Combine(store.Root, $"{StoreFiles.Replaced}{now:yyyyMMdd-HHmmss}")).FullName;
        foreach (var entry in old)
            Move(entry, Path.Combine(aside, entry.Name));
        return aside;
    }

    private static void Move(FileSystemInfo entry, string to)
    {
        if (entry is DirectoryInfo folder)
            folder.MoveTo(to);
        else
            ((FileInfo)entry).MoveTo(to);
    }
}
