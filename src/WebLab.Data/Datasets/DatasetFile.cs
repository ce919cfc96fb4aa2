using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace WebLab.Data.Datasets;

/// <summary>A file as its publisher made it.</summary>
/// <param name="Name">The plain file name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Md5">Its published MD5, lower-case hexadecimal.</param>
public sealed record DatasetFile(string Name, long Bytes, string Md5)
{
    /// <summary>Whether the file at a path has the published checksum.</summary>
    /// <param name="path">An existing file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    [SuppressMessage(
        "Security",
        "CA5351",
        Justification = "MD5 is what the publishers give; it guards against broken downloads, not against an attacker."
    )]
    public bool IsAt(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(MD5.HashData(file)) == Md5;
    }
}
