namespace WebLab.Contracts.Accounts;

/// <summary>A one-time link as it is shown; its secret is not.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is good for.</param>
/// <param name="Role">The role that it gives.</param>
/// <param name="Name">The person whose password it resets; empty for others.</param>
/// <param name="ExpiresAt">Until when it is good, UTC.</param>
public sealed record LinkInfo(Guid Id, LinkKind Kind, Role Role, string Name, DateTimeOffset ExpiresAt);

/// <summary>What a one-time link is good for.</summary>
public enum LinkKind
{
    /// <summary>To make the first administrator.</summary>
    SetUp,

    /// <summary>To make an account.</summary>
    Invitation,

    /// <summary>To choose a new password.</summary>
    Reset,
}

/// <summary>A link that was just made, with the secret that is shown this once.</summary>
/// <param name="Link">The link.</param>
/// <param name="Path">Its path on this server, for example <c>/join#…</c>; the secret stands behind the <c>#</c>, which browsers do not
/// send.</param>
public sealed record NewLink(LinkInfo Link, string Path);

/// <summary>Asks what a one-time link is good for.</summary>
/// <param name="Secret">What follows the <c>#</c> in the link.</param>
public sealed record LinkSecret(string Secret);

/// <summary>Uses a one-time link; the person is logged in by it.</summary>
/// <param name="Secret">What follows the <c>#</c> in the link.</param>
/// <param name="Name">The name of the new account; ignored where a password is reset.</param>
/// <param name="Password">The password.</param>
public sealed record LinkUse(string Secret, string Name, string Password);

/// <summary>Asks for an invitation.</summary>
/// <param name="Role">The role that it gives.</param>
/// <param name="Days">How long it is good, 1 to 366 days.</param>
public sealed record InvitationRequest(Role Role, int Days = 7);
