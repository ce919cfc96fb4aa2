namespace WebLab.Contracts.Accounts;

/// <summary>Asks for a session.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Password">The password.</param>
public sealed record LogInRequest(string Name, string Password);
