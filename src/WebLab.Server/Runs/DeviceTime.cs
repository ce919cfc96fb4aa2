namespace WebLab.Server.Runs;

/// <summary>A time that a run had a device; it outlives the run, so that deleting one gives no hours back.</summary>
public sealed record DeviceTime(Guid Id, Guid OwnerId, DateTimeOffset From, DateTimeOffset To);
