namespace WebLab.Contracts.Accounts;

/// <summary>Asks what a one-time link is good for.</summary>
/// <param name="Secret">What follows the <c>#</c> in the link.</param>
public sealed record LinkSecret(string Secret);
