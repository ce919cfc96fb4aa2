using Microsoft.AspNetCore.Identity;

namespace WebLab.Server.Accounts;

/// <summary>Logging in by password: ASP.NET Core Identity's hash, and a lock after too many attempts.</summary>
public sealed class Passwords(AccountStore accounts, TimeProvider time)
{
    public const int MaxAttempts = 5;

    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    private static readonly PasswordHasher<Account> Hasher = new();
    private static readonly Account Nobody = new()
    {
        Id = Guid.Empty,
        Name = "",
        Role = default,
        CreatedAt = default,
        PasswordHash = Hasher.HashPassword(null!, "nobody's password"),
    };

    public string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>The account whose name and password these are; null when they are not, or it is locked or shut: a stranger is not told
    /// which.</summary>
    /// <param name="isKnown">Whether the attempt comes from a browser that the account knows and that has attempts left: a lock that
    /// strangers' guesses made does not count for it.</param>
    public async Task<Account?> Check(string name, string password, Func<Guid, bool>? isKnown = null)
    {
        // Who has no account, or none with a password, is judged as nobody, by the same steps: the time does not tell which names there
        // are.
        var account = accounts.Find(name) is { PasswordHash: not null } found ? found : Nobody;
        var now = time.GetUtcNow();
        var known = isKnown?.Invoke(account.Id) == true;
        // An attempt is counted before it is judged, one after the other, so that a hundred at once are not judged as one.
        var counted = await accounts.Change(
            account.Id,
            stored =>
                known ? stored
                : stored.LockedUntil > now ? null
                : Counted(stored, now)
        );
        // Judged whatever came before: a locked account takes as long as one that is not there.
        var verdict = Hasher.VerifyHashedPassword(account, (counted ?? account).PasswordHash!, password);
        if (counted is null || verdict == PasswordVerificationResult.Failed || counted.IsDisabled)
            return null;
        // Hashes of an older make are made again.
        var hash = verdict == PasswordVerificationResult.SuccessRehashNeeded ? Hash(password) : counted.PasswordHash;
        return await accounts.Change(
            account.Id,
            stored =>
                stored.IsDisabled || stored.PasswordHash != counted.PasswordHash
                    ? null
                    : stored with
                    {
                        Attempts = 0,
                        LockedUntil = null,
                        LastLogInAt = now,
                        PasswordHash = hash,
                    }
        );
    }

    private static Account Counted(Account stored, DateTimeOffset now) =>
        stored.Attempts + 1 >= MaxAttempts
            ? stored with
            {
                Attempts = 0,
                LockedUntil = now + LockOut,
            }
            : stored with
            {
                Attempts = stored.Attempts + 1,
            };
}
