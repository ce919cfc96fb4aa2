namespace WebLab.Server.Maintenance;

/// <summary>The first entry of a backup: what is in it.</summary>
/// <param name="Format">1; a program that knows only older formats refuses.</param>
/// <param name="MadeAt">When the database was copied.</param>
/// <param name="Files">Every other entry.</param>
internal sealed record BackupManifest(int Format, DateTimeOffset MadeAt, IReadOnlyList<BackupFile> Files)
{
    public const string Entry = "backup.json";
    public const int Known = 1;
}
