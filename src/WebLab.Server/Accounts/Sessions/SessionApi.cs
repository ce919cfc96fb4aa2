using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Accounts.Links;
using WebLab.Server.Accounts.SignOn;
using WebLab.Server.Accounts.Tokens;
using WebLab.Server.Audit;
using WebLab.Server.Problems;
using WebLab.Server.Security;

namespace WebLab.Server.Accounts.Sessions;

public static class SessionApi
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(ApiRoutes.Session).WithTags("Accounts");
        group.MapGet("/", Get).AllowAnonymous().WithSummary("Who is asking, and whether this server has accounts and an administrator.");
        group
            .MapPost("/", Begin)
            .AllowAnonymous()
            .AddEndpointFilter<AccountsFilter>()
            .RequireRateLimiting(RateLimits.LogIn)
            .WithMetadata(AnonymousBody.Limit)
            .WithSummary("Logs in; the answer sets a cookie.")
            .ProducesProblem(401)
            .ProducesProblem(429);
        group
            .MapGet("/sign-on", SignOn)
            .AllowAnonymous()
            .AddEndpointFilter<AccountsFilter>()
            .RequireRateLimiting(RateLimits.LogIn)
            .WithSummary("Sends the browser to the provider of single sign-on.")
            .ProducesProblem(404);
        group.MapDelete("/", End).RequireAuthorization(Policies.Person).AddEndpointFilter<AccountsFilter>().WithSummary("Logs out.");
        group
            .MapPut("/password", ChangePassword)
            .RequireAuthorization(Policies.Person)
            .AddEndpointFilter<AccountsFilter>()
            .RequireRateLimiting(RateLimits.LogIn)
            .WithSummary("Changes one's password; all other sessions, all tokens and a link to reset it end.")
            .ProducesProblem(400)
            .ProducesProblem(403);
    }

    private static Ok<SessionInfo> Get(
        Caller caller,
        AccountStore accounts,
        IOptions<AccountOptions> options,
        IOptions<SignOnOptions> signOn
    ) => TypedResults.Ok(Info(accounts.Find(caller.Id), accounts, options, signOn));

    private static SessionInfo Info(
        Account? account,
        AccountStore accounts,
        IOptions<AccountOptions> options,
        IOptions<SignOnOptions> signOn
    ) =>
        new(
            options.Value.SingleUser,
            accounts.HasAdmin,
            account?.ToInfo(),
            signOn.Value.IsOn && !options.Value.SingleUser ? signOn.Value.Title : null
        );

    private static async Task<Results<Ok<SessionInfo>, ProblemHttpResult>> Begin(
        LogInRequest request,
        Passwords passwords,
        KnownBrowsers browsers,
        LogIn logIn,
        AccountStore accounts,
        IOptions<AccountOptions> options,
        IOptions<SignOnOptions> signOn,
        HttpContext context,
        AuditNote note
    )
    {
        note.Tried(request.Name);
        if (
            request.Name.Length > AccountRules.MaxNameLength
            || request.Password.Length > AccountRules.MaxPasswordLength
            || await passwords.Check(request.Name, request.Password, id => browsers.Admits(context, id)) is not { } account
            || !await logIn.Begin(context, account)
        )
            return Problem.Of(
                401,
                "The name or the password is wrong, or the account is locked: after too many attempts it takes a while."
            );
        return TypedResults.Ok(Info(account, accounts, options, signOn));
    }

    private static Results<ChallengeHttpResult, ProblemHttpResult> SignOn(IOptions<SignOnOptions> signOn) =>
        signOn.Value.IsOn
            ? TypedResults.Challenge(new() { RedirectUri = "/" }, [SignOnSetup.Scheme])
            : Problem.Of(404, "This server has no single sign-on; SignOn:Authority would name its provider.");

    private static async Task<NoContent> End(Caller caller, SessionStore sessions, HttpContext context)
    {
        await sessions.End(caller.SessionId);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        PasswordChange change,
        Caller caller,
        AccountStore accounts,
        Passwords passwords,
        SessionStore sessions,
        TokenStore tokens,
        LinkStore links,
        KnownBrowsers browsers,
        HttpContext context
    )
    {
        if (accounts.Find(caller.Id) is not { } account)
            return Problem.Of(403, "Only a person who is logged in has a password.");
        var shown =
            account.PasswordHash is null ? account
            : change.Current.Length > AccountRules.MaxPasswordLength ? null
            : await passwords.Check(account.Name, change.Current, id => browsers.Admits(context, id));
        if (shown is null)
            return Wrong();
        if (AccountRules.PasswordProblem(change.New, account.Name) is { } problem)
            return Problem.Of(400, problem);
        var hash = passwords.Hash(change.New);
        // Of two who change it side by side the second has shown a password that is none any more.
        var changed = await accounts.Change(
            account.Id,
            stored => stored.PasswordHash == shown.PasswordHash ? stored with { PasswordHash = hash } : null
        );
        if (changed is null)
            return Wrong();
        await sessions.EndOthers(account.Id, caller.SessionId);
        await tokens.RevokeAll(account.Id);
        await links.EndResets(account.Id);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Wrong() =>
        Problem.Of(403, "The current password is wrong, or the account is locked: after too many attempts it takes a while.");
}
