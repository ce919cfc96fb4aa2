namespace WebLab.Server.Maintenance;

/// <summary>What a command asks of the server that has the store open.</summary>
/// <param name="BackupTo">The file to write a backup to; null asks for a check of the database.</param>
internal sealed record ControlQuestion(string? BackupTo);
