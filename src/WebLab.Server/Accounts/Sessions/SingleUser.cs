using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>Takes everyone for the machine's owner. The server listens on loopback only when this is in use.</summary>
internal sealed class SingleUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "SingleUser";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new(Caller.Owner.ToPrincipal(Scheme), Scheme)));
}
