using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Accounts;

/// <summary>Says in one sentence why a caller was not let in, instead of sending a browser to a page of the framework.</summary>
internal sealed class RefusalSentence : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        if (authorizeResult.Challenged)
        {
            return Problem
                .Of(
                    401,
                    context.Request.Headers.ContainsKey("Authorization")
                        ? "The token is unknown, has expired or was revoked."
                        : "Log in first, or send a token."
                )
                .ExecuteAsync(context);
        }
        if (!authorizeResult.Forbidden)
            return next(context);
        var caller = Caller.Of(context.User);
        var sentence =
            caller.TokenId != Guid.Empty
                ? "The token may not do this: its scope or its owner's role does not reach so far."
                : $"A {Names<Role>.Of(caller.Role)} may not do this; ask an administrator for another role.";
        return Problem.Of(403, sentence).ExecuteAsync(context);
    }
}
