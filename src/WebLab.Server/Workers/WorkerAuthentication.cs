using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using WebLab.Server.Runs;

namespace WebLab.Server.Workers;

/// <summary>Lets in a worker by its bearer token; the run that the token names becomes the connection's name.</summary>
internal sealed class WorkerAuthentication(
    WorkerStore workers,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Worker";
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.Ordinal))
            return Task.FromResult(AuthenticateResult.NoResult());
        var token = header[Prefix.Length..];
        if (WorkerToken.RunIdOf(token) is not { } runId || workers.Find(runId) is not { } worker || !WorkerToken.Matches(worker, token))
            return Task.FromResult(AuthenticateResult.Fail("The token belongs to no active run."));
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, runId.ToString())], Name);
        return Task.FromResult(AuthenticateResult.Success(new(new(identity), Name)));
    }
}
