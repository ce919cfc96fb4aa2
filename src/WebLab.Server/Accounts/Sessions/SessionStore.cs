using System.Collections.Concurrent;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts.Sessions;

/// <summary>The open sessions, in the file and in memory.</summary>
public sealed class SessionStore
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private readonly JsonCollection<Session> _collection = new("sessions");
    private readonly ConcurrentDictionary<Guid, Session> _sessions;
    private readonly LabDatabase _database;
    private readonly TimeProvider _time;

    public SessionStore(LabDatabase database, AccountStore accounts, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _sessions = new(_collection.All(database).ToDictionary(session => session.Id));
        accounts.RightsChanged += account =>
        {
            if (account.IsDisabled)
                _ = End(session => session.AccountId == account.Id);
        };
    }

    /// <summary>Raised after the end of a session.</summary>
    public event Action<Guid>? Ended;

    /// <summary>The session, unless it has ended or expired.</summary>
    public Session? Find(Guid id) => _sessions.TryGetValue(id, out var session) && session.ExpiresAt > _time.GetUtcNow() ? session : null;

    public async Task<Session> Begin(Guid accountId)
    {
        var now = _time.GetUtcNow();
        await End(session => session.ExpiresAt <= now);
        var session = new Session(Guid.NewGuid(), accountId, now, now + Life);
        await _database.Write(writing => _collection.Save(writing, session.Id, session));
        return _sessions[session.Id] = session;
    }

    public Task End(Guid id) => End(session => session.Id == id);

    /// <summary>Ends all sessions of a person but one.</summary>
    public Task EndOthers(Guid accountId, Guid kept) => End(session => session.AccountId == accountId && session.Id != kept);

    private async Task End(Func<Session, bool> which)
    {
        // From memory first: from here on nobody comes in by them, whatever becomes of the write.
        var ended = _sessions.Values.Where(which).Where(session => _sessions.TryRemove(session.Id, out _)).ToList();
        foreach (var session in ended)
            Ended?.Invoke(session.Id);
        if (ended.Count > 0)
        {
            await _database.Write(writing =>
            {
                foreach (var session in ended)
                    _collection.Delete(writing, session.Id);
            });
        }
    }
}
