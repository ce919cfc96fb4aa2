namespace WebLab.Contracts.Retention;

/// <summary>Asks to delete what a plan has shown.</summary>
/// <param name="Days">The plan's days.</param>
/// <param name="Fingerprint">The plan's fingerprint.</param>
public sealed record RetentionRequest(int Days, string Fingerprint);
