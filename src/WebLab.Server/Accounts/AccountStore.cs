using System.Collections.Concurrent;
using WebLab.Contracts.Accounts;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts;

/// <summary>All accounts, in the file and in memory.</summary>
public sealed class AccountStore
{
    private readonly JsonCollection<Account> _collection = new("accounts");
    private readonly ConcurrentDictionary<Guid, Account> _accounts;
    private readonly LabDatabase _database;

    public AccountStore(LabDatabase database)
    {
        _database = database;
        _accounts = new(_collection.All(database).ToDictionary(account => account.Id));
    }

    /// <summary>Raised on the writer thread after a commit that changed what an account may do.</summary>
    public event Action<Account>? RightsChanged;

    public bool HasAdmin => _accounts.Values.Any(IsActiveAdmin);

    public Account? Find(Guid id) => _accounts.GetValueOrDefault(id);

    public Account? Find(string name) =>
        _accounts.Values.FirstOrDefault(account => string.Equals(account.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an account has this name, or one that looks like it.</summary>
    public bool IsTaken(string name) => _accounts.Values.Any(account => LookAlikes.Key(account.Name) == LookAlikes.Key(name));

    public Account? OfSubject(string subject) => _accounts.Values.FirstOrDefault(account => account.Subject == subject);

    public IReadOnlyList<Account> All() => [.. _accounts.Values.OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Adds an account unless its name is taken or looks like one that is, or the first administrator unless there is one.</summary>
    /// <returns>Whether it was added.</returns>
    public Task<bool> Add(Account account, bool isFirstAdmin = false) =>
        _database.Write(
            writing =>
            {
                // The file and not memory, which follows only after the commit that this job shares with others.
                var all = _collection.All(writing);
                if (
                    all.Any(other => LookAlikes.Key(other.Name) == LookAlikes.Key(account.Name)) || (isFirstAdmin && all.Any(IsActiveAdmin))
                )
                    return false;
                _collection.Save(writing, account.Id, account);
                return true;
            },
            added =>
            {
                if (added)
                    _accounts[account.Id] = account;
            }
        );

    /// <summary>Changes an account in a write job; the change returns null to leave it as it is.</summary>
    /// <returns>The changed account, or null.</returns>
    public Task<Account?> Change(Guid id, Func<Account, Account?> change)
    {
        Account? before = null;
        return _database.Write(
            writing =>
            {
                before = _collection.Find(writing, id);
                if (before is null || change(before) is not { } changed)
                    return null;
                if (IsActiveAdmin(before) && !IsActiveAdmin(changed) && _collection.All(writing).Count(IsActiveAdmin) == 1)
                    return null;
                _collection.Save(writing, id, changed);
                return changed;
            },
            changed =>
            {
                if (changed is null)
                    return;
                _accounts[id] = changed;
                if (before!.Role != changed.Role || before.IsDisabled != changed.IsDisabled)
                    RightsChanged?.Invoke(changed);
            }
        );
    }

    private static bool IsActiveAdmin(Account account) => account is { Role: Role.Admin, IsDisabled: false };
}
