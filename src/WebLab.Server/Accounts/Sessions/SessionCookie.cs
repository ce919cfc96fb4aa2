using Microsoft.AspNetCore.Authentication.Cookies;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>The cookie of a session. Scripts cannot read it and other sites' pages cannot send it.</summary>
internal static class SessionCookie
{
    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "weblab";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionStore.Life;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = Validate;
    }

    /// <summary>Asks at every request: a session that ended, a shut account and a new role count from the next one on.</summary>
    private static Task Validate(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionStore>();
        var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountStore>();
        var claimed = Caller.Of(context.Principal!);
        if (sessions.Find(claimed.SessionId) is { } session && accounts.Find(session.AccountId) is { IsDisabled: false } account)
            context.ReplacePrincipal(new Caller(account.Id, account.Name, account.Role, session.Id).ToPrincipal(context.Scheme.Name));
        else
            context.RejectPrincipal();
        return Task.CompletedTask;
    }
}
