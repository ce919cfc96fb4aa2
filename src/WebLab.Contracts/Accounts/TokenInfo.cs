namespace WebLab.Contracts.Accounts;

/// <summary>A token as it is shown; its secret is not.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scope">What it may do.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">Until when it is good, UTC.</param>
/// <param name="LastUsedAt">When it was last used, to the minute, UTC; null for never.</param>
public sealed record TokenInfo(
    Guid Id,
    string Name,
    TokenScope Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt
);
