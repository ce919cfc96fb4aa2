namespace WebLab.Contracts.Accounts;

/// <summary>Asks for an invitation.</summary>
/// <param name="Role">The role that it gives.</param>
/// <param name="Days">How long it is good, 1 to 366 days.</param>
public sealed record InvitationRequest(Role Role, int Days = 7);
