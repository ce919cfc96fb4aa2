using WebLab.Contracts.Accounts;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts;

/// <summary>All accounts, in the file and in memory.</summary>
public sealed class AccountStore
{
    private readonly LabDatabase _database;
    private readonly MirroredCollection<Guid, Account> _accounts;

    public AccountStore(LabDatabase database)
    {
        _database = database;
        _accounts = new(database, "accounts", account => account.Id);
    }

    /// <summary>Raised on the writer thread after a commit that changed what an account may do.</summary>
    public event Action<Account>? RightsChanged;

    public bool HasAdmin => _accounts.Values.Any(IsActiveAdmin);

    /// <summary>Whether nobody else could let this person in again.</summary>
    public bool IsOnlyAdmin(Guid id) => Find(id) is { } account && IsActiveAdmin(account) && _accounts.Values.Count(IsActiveAdmin) == 1;

    public Account? Find(Guid id) => _accounts.Find(id);

    /// <summary>Whether an account is open and has the password that it had when somebody was let in, with the writes before.</summary>
    public bool IsStill(WriteTransaction tx, Account account) =>
        _accounts.Read(tx, account.Id) is { IsDisabled: false } stored && stored.PasswordHash == account.PasswordHash;

    public Account? Find(string name) =>
        _accounts.Values.FirstOrDefault(account => string.Equals(account.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an account has this name, or one that looks like it.</summary>
    public bool IsTaken(string name) => _accounts.Values.Any(account => LookAlikes.Key(account.Name) == LookAlikes.Key(name));

    public Account? OfSubject(string subject) => _accounts.Values.FirstOrDefault(account => account.Subject == subject);

    public IReadOnlyList<Account> All() => [.. _accounts.Values.OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// Adds an account unless its name is taken or looks like one that is, or the first administrator unless there is one.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="isFirstAdmin">Whether it is to be the first administrator.</param>
    /// <param name="takeRight">Takes what gives the right to it, in the same commit: where the name is taken, that stays good.</param>
    public Task<AccountAddition> Add(Account account, bool isFirstAdmin = false, Func<WriteTransaction, bool>? takeRight = null) =>
        _database.Write(tx =>
        {
            var all = _accounts.ReadAll(tx);
            if (isFirstAdmin && all.Any(IsActiveAdmin))
                return AccountAddition.NoRight;
            if (all.Any(other => LookAlikes.Key(other.Name) == LookAlikes.Key(account.Name)))
                return AccountAddition.NameTaken;
            if (takeRight?.Invoke(tx) == false)
                return AccountAddition.NoRight;
            _accounts.Save(tx, account);
            return AccountAddition.Done;
        });

    /// <summary>Changes an account in a write job; the change returns null to leave it as it is.</summary>
    /// <returns>The changed account, or null.</returns>
    public Task<Account?> Change(Guid id, Func<Account, Account?> change) =>
        _database.WriteFromReserve(tx =>
        {
            if (_accounts.Read(tx, id) is not { } before || change(before) is not { } changed)
                return null;
            if (IsActiveAdmin(before) && !IsActiveAdmin(changed) && _accounts.ReadAll(tx).Count(IsActiveAdmin) == 1)
                return null;
            _accounts.Save(tx, changed);
            if (before.Role != changed.Role || before.IsDisabled != changed.IsDisabled)
                tx.OnCommit(RightsChanged, raise => raise(changed));
            return changed;
        });

    private static bool IsActiveAdmin(Account account) => account is { Role: Role.Admin, IsDisabled: false };
}

/// <summary>What came of adding an account.</summary>
public enum AccountAddition
{
    Done,

    /// <summary>Somebody has the name, or one that looks like it.</summary>
    NameTaken,

    /// <summary>There is a first administrator already, or what gave the right to it was used.</summary>
    NoRight,
}
