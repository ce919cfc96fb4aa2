namespace WebLab.Contracts.Accounts;

/// <summary>A link that was just made, with the secret that is shown this once.</summary>
/// <param name="Link">The link.</param>
/// <param name="Path">Its path on this server, for example <c>/join#…</c>; the secret stands behind the <c>#</c>, which browsers do not
/// send.</param>
public sealed record NewLink(LinkInfo Link, string Path);
