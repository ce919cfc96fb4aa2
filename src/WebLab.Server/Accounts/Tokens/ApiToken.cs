using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts.Tokens;

/// <summary>A token as it is stored: the hash of its secret and what it is good for.</summary>
public sealed record ApiToken
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; init; }

    public required TokenScope Scope { get; init; }

    public required byte[] SecretHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public TokenInfo ToInfo() => new(Id, Name, Scope, CreatedAt, ExpiresAt, LastUsedAt);
}
