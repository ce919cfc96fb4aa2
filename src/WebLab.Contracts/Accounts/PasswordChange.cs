namespace WebLab.Contracts.Accounts;

/// <summary>Asks for another password. All other sessions of the person end.</summary>
/// <param name="Current">The password so far; empty where there is none.</param>
/// <param name="New">The new password.</param>
public sealed record PasswordChange(string Current, string New);
