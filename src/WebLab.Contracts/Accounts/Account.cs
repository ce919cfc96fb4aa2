namespace WebLab.Contracts.Accounts;

/// <summary>A person's account, as it is shown.</summary>
public sealed record AccountInfo
{
    /// <summary>The account's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name that the person logs in with and that others see, see <see cref="AccountRules"/>.</summary>
    public required string Name { get; init; }

    /// <summary>What they may do.</summary>
    public required Role Role { get; init; }

    /// <summary>Whether an administrator has shut the account.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether it has a password here; false for one that logs in by single sign-on alone.</summary>
    public bool HasPassword { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its person last logged in, UTC; null for never.</summary>
    public DateTimeOffset? LastLogInAt { get; init; }

    /// <summary>Until when it takes no password after too many wrong ones, UTC; null when it does.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>What an administrator changes about an account; null leaves a thing as it is.</summary>
/// <param name="Role">The new role.</param>
/// <param name="IsDisabled">Whether it is shut: its sessions, tokens and open connections end at once.</param>
public sealed record AccountChange(Role? Role = null, bool? IsDisabled = null);

/// <summary>What a person may do; each role may do what the one before may.</summary>
public enum Role
{
    /// <summary>Reads all that is not private.</summary>
    Viewer,

    /// <summary>Launches, and changes, cancels and deletes what is their own.</summary>
    Member,

    /// <summary>Does everything, also with what is other people's, and looks after the accounts.</summary>
    Admin,
}
