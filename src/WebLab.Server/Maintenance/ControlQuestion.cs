namespace WebLab.Server.Maintenance;

/// <summary>What a command asks of the server that has the store open.</summary>
/// <param name="BackupTo">The file to write a backup to; null for something else.</param>
/// <param name="Compacts">Whether the database is to be made smaller; without it, and without a file, it is to be checked.</param>
internal sealed record ControlQuestion(string? BackupTo = null, bool Compacts = false);
