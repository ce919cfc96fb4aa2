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

/// <summary>What a token may do at most; never more than its owner's role.</summary>
public enum TokenScope
{
    /// <summary>What a viewer may.</summary>
    Read,

    /// <summary>What a member may: launch, and change what is its owner's own.</summary>
    Launch,

    /// <summary>What an administrator may, except to make tokens and passwords.</summary>
    Admin,
}

/// <summary>Asks for a token.</summary>
/// <param name="Name">What it is for, 1 to 60 characters.</param>
/// <param name="Scope">What it may do.</param>
/// <param name="Days">How long it is good, 1 to 366 days.</param>
public sealed record TokenRequest(string Name, TokenScope Scope, int Days = 90);

/// <summary>A token that was just made, with the secret that is shown this once.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">What goes behind <c>Authorization: Bearer</c>.</param>
public sealed record NewToken(TokenInfo Token, string Secret);
