using Microsoft.AspNetCore.Identity;

namespace WebLab.Server.Accounts;

/// <summary>Logging in by password: ASP.NET Core Identity's hash, and a lock after too many attempts.</summary>
public sealed class Passwords(AccountStore accounts, TimeProvider time)
{
    public const int MaxAttempts = 5;

    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    private readonly PasswordHasher<Account> _hasher = new();
    private readonly Account _nobody = new()
    {
        Id = Guid.Empty,
        Name = "",
        Role = default,
        CreatedAt = default,
    };
    private string? _nobodysHash;

    public string Hash(string password) => _hasher.HashPassword(_nobody, password);

    public bool Matches(Account account, string password) =>
        account.PasswordHash is { } hash && _hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;

    /// <summary>The account whose name and password these are; null when they are not, or it is locked or shut: a stranger is not told
    /// which.</summary>
    /// <param name="isKnown">Whether the attempt comes from a browser that the account knows and that has attempts left: a lock that
    /// strangers' guesses made does not count for it.</param>
    public async Task<Account?> Check(string name, string password, Func<Guid, bool>? isKnown = null)
    {
        if (accounts.Find(name) is not { PasswordHash: not null } account)
        {
            // As long as for an account that is there, so that the time does not tell.
            _hasher.VerifyHashedPassword(_nobody, _nobodysHash ??= Hash("nobody's password"), password);
            return null;
        }
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
        // Judged whatever came before, so that the time does not tell a locked account from one that is not there.
        var matches = Matches(counted ?? account, password);
        if (counted is null || !matches || counted.IsDisabled)
            return null;
        return await accounts.Change(
            account.Id,
            stored =>
                stored.IsDisabled
                    ? null
                    : stored with
                    {
                        Attempts = 0,
                        LockedUntil = null,
                        LastLogInAt = now,
                        // Hashes of an older make are made again.
                        PasswordHash =
                            _hasher.VerifyHashedPassword(stored, stored.PasswordHash!, password)
                            == PasswordVerificationResult.SuccessRehashNeeded
                                ? Hash(password)
                                : stored.PasswordHash,
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
