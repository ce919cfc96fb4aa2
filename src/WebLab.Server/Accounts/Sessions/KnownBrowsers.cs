using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using WebLab.Server.Security;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>
/// Browsers that a person has logged in with before, told by a cookie. Guesses from elsewhere lock an account for strangers only: else
/// anybody could keep a person out. A known browser has its own count of wrong attempts; and so has each address for the only
/// administrator, whom nobody could let in again.
/// </summary>
public sealed class KnownBrowsers(IDataProtectionProvider protection, AccountStore accounts, TimeProvider time)
{
    public const string Cookie = "weblab-known";

    private const int MostKept = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private readonly IDataProtector _protector = protection.CreateProtector("WebLab.KnownBrowsers");
    private readonly ConcurrentDictionary<string, (int Attempts, DateTimeOffset Since)> _attempts = new();

    /// <summary>Whether the browser is known for this account and has attempts left; counts this one.</summary>
    public bool Admits(HttpContext context, Guid accountId)
    {
        if (Read(context) is { } known && known.AccountId == accountId)
            return HasAttemptsLeft(known.Browser);
        return accounts.IsOnlyAdmin(accountId) && HasAttemptsLeft(Address(context, accountId));
    }

    private static string Address(HttpContext context, Guid accountId) => $"{accountId:N} {ClientAddress.Of(context)}";

    private bool HasAttemptsLeft(string who)
    {
        var now = time.GetUtcNow();
        if (_attempts.Count > MostKept)
        {
            foreach (var (old, _) in _attempts.Where(pair => now - pair.Value.Since > Passwords.LockOut))
                _attempts.TryRemove(old, out _);
        }
        var counted = _attempts.AddOrUpdate(
            who,
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
        _attempts.TryRemove(Address(context, accountId), out _);
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
