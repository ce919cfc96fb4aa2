namespace WebLab.Contracts.Accounts;

/// <summary>Who is asking, and how this server is asked: what a page has to know first.</summary>
/// <param name="IsSingleUser">Whether there are no accounts and everyone on this machine may do everything.</param>
/// <param name="IsSetUp">Whether there is an administrator.</param>
/// <param name="Account">Who is logged in; null for nobody.</param>
/// <param name="SignOn">The words on the button for single sign-on; null where there is none.</param>
public sealed record SessionInfo(bool IsSingleUser, bool IsSetUp, AccountInfo? Account = null, string? SignOn = null);

/// <summary>Asks for a session.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Password">The password.</param>
public sealed record LogInRequest(string Name, string Password);

/// <summary>Asks for another password. All other sessions of the person end.</summary>
/// <param name="Current">The password so far; empty where there is none.</param>
/// <param name="New">The new password.</param>
public sealed record PasswordChange(string Current, string New);
