using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Accounts;
using WebLab.Server.Workers;

namespace WebLab.Server.Accounts.Tokens;

/// <summary>Lets in by an API token in the Authorization header; never by one in an address, which ends up in logs and histories.</summary>
internal sealed class TokenAuthentication(
    TokenStore tokens,
    AccountStore accounts,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Token";
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        // The workers' hub asks for its own scheme; to fail here as well would log a refusal for every worker that calls.
        if (
            header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && WorkerToken.RunIdOf(header[Prefix.Length..].Trim()) is not null
        )
            return Task.FromResult(AuthenticateResult.NoResult());
        if (
            !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || tokens.Use(header[Prefix.Length..].Trim()) is not { } token
            || accounts.Find(token.AccountId) is not { IsDisabled: false } account
        )
            return Task.FromResult(AuthenticateResult.Fail("The token is not good."));
        var caller = new Caller(account.Id, account.Name, (Role)Math.Min((int)account.Role, (int)RoleOf(token.Scope)), TokenId: token.Id);
        // The expiry closes a hub connection that is still open then.
        return Task.FromResult(AuthenticateResult.Success(new(caller.ToPrincipal(Scheme), new() { ExpiresUtc = token.ExpiresAt }, Scheme)));
    }

    private static Role RoleOf(TokenScope scope) =>
        scope switch
        {
            TokenScope.Admin => Role.Admin,
            TokenScope.Launch => Role.Member,
            _ => Role.Viewer,
        };
}
