using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>Begins a session for a person who has shown who they are.</summary>
public sealed class LogIn(SessionStore sessions, KnownBrowsers browsers)
{
    /// <returns>Whether the account is still as it was when its person was let in.</returns>
    public async Task<bool> Begin(HttpContext context, Account account)
    {
        if (await sessions.Begin(account) is not { } session)
            return false;
        browsers.Remember(context, account.Id);
        var caller = new Caller(account.Id, account.Name, account.Role, session.Id);
        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            caller.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme),
            new() { IsPersistent = true, ExpiresUtc = session.ExpiresAt }
        );
        return true;
    }
}
