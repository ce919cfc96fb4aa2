namespace WebLab.Server.Maintenance;

/// <summary>Why a backup, a restore or a check could not be done, one sentence.</summary>
public sealed class MaintenanceException(string message, Exception? inner = null) : Exception(message, inner);
