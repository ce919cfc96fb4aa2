using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts;

/// <summary>A person's account as it is stored.</summary>
public sealed record Account
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What ASP.NET Core Identity's hasher made of the password; null for one that logs in elsewhere.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Issuer and subject at the identity provider; null for none.</summary>
    public string? Subject { get; init; }

    public bool IsDisabled { get; init; }

    /// <summary>Attempts to log in since the last that was right.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset? LastLogInAt { get; init; }

    public AccountInfo ToInfo() =>
        new()
        {
            Id = Id,
            Name = Name,
            Role = Role,
            IsDisabled = IsDisabled,
            HasPassword = PasswordHash is not null,
            CreatedAt = CreatedAt,
            LastLogInAt = LastLogInAt,
            LockedUntil = LockedUntil,
        };
}
