using System.Collections.Concurrent;
using WebLab.Server.Background;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>The open sessions, in the file and in memory.</summary>
public sealed class SessionStore
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private readonly LabDatabase _database;
    private readonly AccountStore _accounts;
    private readonly MirroredCollection<Guid, Session> _sessions;

    /// <summary>Those that end: from here on nobody comes in by them, whatever becomes of the write.</summary>
    private readonly ConcurrentDictionary<Guid, bool> _ended = new();
    private readonly TimeProvider _time;

    public SessionStore(LabDatabase database, AccountStore accounts, BackgroundTasks tasks, TimeProvider time)
    {
        (_database, _accounts, _time) = (database, accounts, time);
        _sessions = new(database, "sessions", session => session.Id);
        accounts.RightsChanged += account =>
        {
            if (account.IsDisabled)
            {
                var ended = Bar(session => session.AccountId == account.Id);
                tasks.Start("ending sessions", () => Delete(ended));
            }
        };
    }

    /// <summary>Raised after the end of a session.</summary>
    public event Action<Guid>? Ended;

    /// <summary>The session, unless it has ended or expired.</summary>
    public Session? Find(Guid id) =>
        _sessions.Find(id) is { } session && session.ExpiresAt > _time.GetUtcNow() && !_ended.ContainsKey(id) ? session : null;

    /// <summary>Begins a session.</summary>
    /// <param name="account">As it was when its person was let in.</param>
    /// <returns>Null when its password was changed or it was shut meanwhile, which ended every other session.</returns>
    public async Task<Session?> Begin(Account account)
    {
        var now = _time.GetUtcNow();
        await End(session => session.ExpiresAt <= now);
        var session = new Session(Guid.NewGuid(), account.Id, now, now + Life);
        return await _database.WriteFromReserve(tx => _accounts.IsStill(tx, account) ? _sessions.Save(tx, session) : null);
    }

    public Task End(Guid id) => End(session => session.Id == id);

    /// <summary>Ends all sessions of a person but one.</summary>
    public Task EndOthers(Guid accountId, Guid kept) => End(session => session.AccountId == accountId && session.Id != kept);

    private Task End(Func<Session, bool> which) => Delete(Bar(which));

    private List<Session> Bar(Func<Session, bool> which)
    {
        var ended = _sessions.Values.Where(which).Where(session => _ended.TryAdd(session.Id, true)).ToList();
        foreach (var session in ended)
            Ended?.Invoke(session.Id);
        return ended;
    }

    private async Task Delete(List<Session> ended)
    {
        if (ended.Count > 0)
        {
            await _database.WriteFromReserve(tx =>
            {
                foreach (var session in ended)
                {
                    _sessions.Delete(tx, session.Id);
                    tx.OnCommit(() => _ended.TryRemove(session.Id, out _));
                }
            });
        }
    }
}
