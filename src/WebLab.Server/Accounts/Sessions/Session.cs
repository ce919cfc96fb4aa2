namespace WebLab.Server.Accounts.Sessions;

/// <summary>A person logged in on one browser. The cookie names it; without it the cookie is worth nothing.</summary>
public sealed record Session(Guid Id, Guid AccountId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
