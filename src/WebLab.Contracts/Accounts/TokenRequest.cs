namespace WebLab.Contracts.Accounts;

/// <summary>Asks for a token.</summary>
/// <param name="Name">What it is for, 1 to 60 characters.</param>
/// <param name="Scope">What it may do.</param>
/// <param name="Days">How long it is good, 1 to 366 days.</param>
public sealed record TokenRequest(string Name, TokenScope Scope, int Days = 90);
