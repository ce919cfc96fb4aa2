namespace WebLab.Contracts.Accounts;

/// <summary>Uses a one-time link; the person is logged in by it.</summary>
/// <param name="Secret">What follows the <c>#</c> in the link.</param>
/// <param name="Name">The name of the new account; ignored where a password is reset.</param>
/// <param name="Password">The password.</param>
public sealed record LinkUse(string Secret, string Name, string Password);
