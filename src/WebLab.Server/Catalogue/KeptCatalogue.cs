using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;

namespace WebLab.Server.Catalogue;

/// <summary>What the trainer said of itself, kept with what it was then: its program and libraries, and the files of the extensions'
/// folder, each by size, time and who may write it.</summary>
internal sealed class KeptCatalogue(string path, string program, string? extensions)
{
    private readonly string _key = KeyOf(program, extensions);

    /// <summary>What is kept; null when there is nothing, or it was said by another build or of other extensions.</summary>
    public CatalogueInfo? Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(path), LabJson.Options) is { } kept && kept.Key == _key
                ? kept.Info
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(CatalogueInfo info)
    {
        try
        {
            File.WriteAllBytes(path + ".tmp", JsonSerializer.SerializeToUtf8Bytes(new Kept(_key, info), LabJson.Options));
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk: it is asked again the next time.
        }
    }

    private static string KeyOf(string program, string? extensions)
    {
        var files = new DirectoryInfo(Path.GetDirectoryName(program)!).EnumerateFiles("*.dll");
        var key = new StringBuilder(program);
        if (extensions is not null && new DirectoryInfo(extensions) is { Exists: true } folder)
        {
            key.Append(CultureInfo.InvariantCulture, $"\n{folder.FullName} {folder.UnixFileMode}");
            files = files.Concat(folder.EnumerateFiles());
        }
        foreach (var file in files.OrderBy(file => file.FullName, StringComparer.Ordinal))
            key.Append(CultureInfo.InvariantCulture, $"\n{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks} {file.UnixFileMode}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())));
    }

    private sealed record Kept(string Key, CatalogueInfo Info);
}
