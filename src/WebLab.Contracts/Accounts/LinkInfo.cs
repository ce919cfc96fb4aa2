namespace WebLab.Contracts.Accounts;

/// <summary>A one-time link as it is shown; its secret is not.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is good for.</param>
/// <param name="Role">The role that it gives.</param>
/// <param name="Name">The person whose password it resets; empty for others.</param>
/// <param name="ExpiresAt">Until when it is good, UTC.</param>
public sealed record LinkInfo(Guid Id, LinkKind Kind, Role Role, string Name, DateTimeOffset ExpiresAt);
