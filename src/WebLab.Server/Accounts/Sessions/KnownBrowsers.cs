using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>
/// Browsers that a person has logged in with before, told by a cookie. Guesses from elsewhere lock an account for strangers only: else
/// anybody could keep the one administrator out. A known browser has its own count of wrong attempts.
/// </summary>
public sealed class KnownBrowsers(IDataProtectionProvider protection, TimeProvider time)
{
    public const string Cookie = "weblab-known";

    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector("WebLab.KnownBrowsers");
    private readonly ConcurrentDictionary<string, (int Attempts, DateTimeOffset Since)> _attempts = new();

    /// <summary>Whether the browser is known for this account and has attempts left; counts this one.</summary>
    public bool Admits(HttpContext context, Guid accountId)
    {
        if (Read(context) is not { } known || known.AccountId != accountId)
            return false;
        var now = time.GetUtcNow();
        var counted = _attempts.AddOrUpdate(
            known.Browser,
            _ => (1, now),
            (_, before) => now - before.Since > Passwords.LockOut ? (1, now) : (before.Attempts + 1, before.Since)
        );
        return counted.Attempts <= Passwords.MaxAttempts;
    }

    /// <summary>Remembers the browser of somebody who has just logged in.</summary>
    public void Remember(HttpContext context, Guid accountId)
    {
        var browser = Read(context) is { } known && known.AccountId == accountId ? known.Browser : Secret.Create();
        _attempts.TryRemove(browser, out _);
        context.Response.Cookies.Append(
            Cookie,
            _protector.Protect($"{accountId:N}.{browser}"),
            new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                IsEssential = true,
                Expires = time.GetUtcNow() + Life,
            }
        );
    }

    private (Guid AccountId, string Browser)? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and < 1_000 } cookie)
            return null;
        try
        {
            return _protector.Unprotect(cookie).Split('.', 2) is [var id, var browser] && Guid.TryParseExact(id, "N", out var accountId)
                ? (accountId, browser)
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
