using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>Begins a session for a person who has shown who they are.</summary>
public sealed class LogIn(SessionStore sessions, KnownBrowsers browsers)
{
    public async Task Begin(HttpContext context, Account account)
    {
        var session = await sessions.Begin(account.Id);
        browsers.Remember(context, account.Id);
        var caller = new Caller(account.Id, account.Name, account.Role, session.Id);
        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            caller.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme),
            new() { IsPersistent = true, ExpiresUtc = session.ExpiresAt }
        );
    }
}
