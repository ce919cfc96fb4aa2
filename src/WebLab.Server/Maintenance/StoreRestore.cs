using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Data;
using WebLab.Server.Storage;
using WebLab.Server.Storage.Migrations;

namespace WebLab.Server.Maintenance;

/// <summary>Puts a backup in a store's place. All of it is unpacked and checked first; what was there is moved aside and not
/// deleted.</summary>
internal static class StoreRestore
{
    /// <returns>The backup's contents, and the folder with what was there before, or null for an empty store.</returns>
    public static async Task<(BackupManifest Manifest, string? Replaced)> Run(string file, StoreFolder store, TimeProvider time)
    {
        var unpacked = Path.Combine(store.Root, PendingRestore.Unpacking);
        try
        {
            Clear(unpacked);
            var manifest = await Unpack(file, unpacked);
            CheckDatabase(file, Path.Combine(unpacked, StoreFolder.DatabaseFile));
            return (manifest, PendingRestore.Begin(store.Root, time.GetUtcNow()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            var rest = PendingRestore.Is(store.Root) ? " The next start of the server goes on with it." : "";
            throw new MaintenanceException($"The backup {file} could not be restored: {error.Message}{rest}", error);
        }
        finally
        {
            Clear(unpacked);
        }
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static async Task<BackupManifest> Unpack(string file, string folder)
    {
        if (!File.Exists(file))
            throw new MaintenanceException($"There is no backup {file}.");
        if (LinkEnd.OddityOf(file) is { } kind)
            throw new MaintenanceException($"{file} is no WebLab backup: it is {kind}.");
        await using var archive = await ZipFile.OpenReadAsync(file);
        var manifest = await ReadManifest(archive, file);
        CheckPaths(manifest, file);
        foreach (var wanted in manifest.Files)
        {
            var path = Path.Combine(folder, wanted.Path);
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
            await JsonSerializer.DeserializeAsync<BackupManifest>(json, LabJson.Tolerant)
            ?? throw new MaintenanceException($"{file} is no WebLab backup: its {BackupManifest.Entry} is empty.");
        return manifest.Format == BackupManifest.Known
            ? manifest
            : throw new MaintenanceException(
                $"The backup {file} has format {manifest.Format}; this WebLab knows format {BackupManifest.Known}."
            );
    }

    /// <summary>The database and files in the lab's folders, each once: what a backup names and nothing else.</summary>
    private static void CheckPaths(BackupManifest manifest, string file)
    {
        if (manifest.Files.Contains(null!))
            throw new MaintenanceException($"The backup {file} names a file that is null.");
        if (manifest.Files.FirstOrDefault(named => !IsOfAStore(named.Path)) is { } foreign)
            throw new MaintenanceException($"The backup {file} names a file that no backup holds: {Sentence.Shown(foreign.Path)}.");
        if (
            manifest.Files.CountBy(named => named.Path, StringComparer.OrdinalIgnoreCase).FirstOrDefault(path => path.Value > 1) is
            { Key: { } twice }
        )
            throw new MaintenanceException($"The backup {file} names {twice} twice.");
        if (!manifest.Files.Any(named => named.Path == StoreFolder.DatabaseFile))
            throw new MaintenanceException($"The backup {file} holds no database ({StoreFolder.DatabaseFile}).");
    }

    private static bool IsOfAStore(string path)
    {
        if (path == StoreFolder.DatabaseFile)
            return true;
        var parts = path.Split('/');
        return parts.Length > 1
            && StoreFiles.IsPart(parts[0])
            && !StoreFolder.IsFile(parts[0])
            && parts.All(part => part is not ("" or "." or "..") && !part.Any(c => c is '\\' or ':' || char.IsControl(c)));
    }

    private static void CheckDatabase(string file, string path)
    {
        try
        {
            var database = DatabaseFile.OpenWhole(path);
            try
            {
                StoreMigrations.Refuse(database, path);
            }
            finally
            {
                DatabaseFile.Close(database);
            }
        }
        catch (StartupException refused)
        {
            throw new MaintenanceException($"The backup {file} could not be restored, because of its database: {refused.Message}", refused);
        }
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
}
