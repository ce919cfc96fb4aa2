namespace WebLab.Server.Maintenance;

/// <summary>What the server says.</summary>
/// <param name="Problem">Why it could not, a sentence; null when it could.</param>
/// <param name="Manifest">What the backup holds.</param>
/// <param name="Findings">What the check found.</param>
/// <param name="Bytes">What the database's file has after it was made smaller.</param>
internal sealed record ControlAnswer(
    string? Problem,
    BackupManifest? Manifest = null,
    IReadOnlyList<DoctorFinding>? Findings = null,
    long? Bytes = null
);
