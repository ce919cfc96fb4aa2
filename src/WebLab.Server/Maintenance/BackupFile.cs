namespace WebLab.Server.Maintenance;

/// <summary>A file in a backup.</summary>
/// <param name="Path">Its place in the store, with slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its checksum, lower-case hexadecimal.</param>
internal sealed record BackupFile(string Path, long Bytes, string Sha256);
