namespace WebLab.Contracts.Accounts;

/// <summary>A token that was just made, with the secret that is shown this once.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">What goes behind <c>Authorization: Bearer</c>.</param>
public sealed record NewToken(TokenInfo Token, string Secret);
