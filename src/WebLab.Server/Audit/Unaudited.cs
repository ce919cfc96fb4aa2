namespace WebLab.Server.Audit;

/// <summary>Marks an endpoint that changes nothing although it is open to all or asked by POST.</summary>
internal sealed record Unaudited;
