using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts.Links;

/// <summary>A one-time link as it is stored: the hash of its secret and what it is good for.</summary>
public sealed record Link(Guid Id, LinkKind Kind, Role Role, Guid AccountId, byte[] SecretHash, DateTimeOffset ExpiresAt);
