using LiteDB;

namespace WebLab.Server.Storage;

/// <summary>
/// What a write job has in hand. A job may run twice, because the commit that it shares with others may fail: it reads and writes the
/// database, changes nothing else, and leaves to <see cref="OnCommit"/> what memory does. What a run that was not committed has registered
/// never happens.
/// </summary>
public sealed class WriteTransaction
{
    private readonly LiteDatabase _database;
    private readonly Dictionary<object, object> _shared;
    private readonly List<Action> _effects = [];
    private readonly List<Action> _last = [];
    private bool _isOver;

    /// <param name="database">The file.</param>
    /// <param name="shared">What the jobs of its commit share; null for a job that has a commit to itself.</param>
    internal WriteTransaction(LiteDatabase database, Dictionary<object, object>? shared = null) =>
        (_database, _shared) = (database, shared ?? []);

    internal IReadOnlyList<Action> Effects => [.. _effects, .. _last];

    /// <summary>A collection as it stands with the writes before, those of this job included.</summary>
    public ILiteCollection<BsonDocument> Collection(string name)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        return _database.GetCollection(name);
    }

    /// <summary>What the jobs of this commit hand on to each other and nobody else sees: it ends with the commit, whichever way that
    /// ends.</summary>
    /// <param name="owner">The store whose it is.</param>
    public T Shared<T>(object owner)
        where T : class, new()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        if (_shared.TryGetValue(owner, out var known))
            return (T)known;
        var made = new T();
        _shared.Add(owner, made);
        return made;
    }

    /// <summary>
    /// Registers what follows the commit: on the writer thread, in the order of registration, before the writer of the job hears of the
    /// end. One that throws is logged and does not silence the rest.
    /// </summary>
    public void OnCommit(Action effect)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        _effects.Add(effect);
    }

    /// <summary>The same for every subscriber of an event, each for itself.</summary>
    public void OnCommit<TEvent>(TEvent? subscribers, Action<TEvent> raise)
        where TEvent : Delegate
    {
        foreach (var subscriber in Delegate.EnumerateInvocationList(subscribers))
            OnCommit(() => raise(subscriber));
    }

    /// <summary>The same, but after every <see cref="OnCommit"/> of this job: whoever acts on a change on another thread finds all of
    /// memory as the job left it.</summary>
    public void AfterCommit<TEvent>(TEvent? subscribers, Action<TEvent> raise)
        where TEvent : Delegate
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        foreach (var subscriber in Delegate.EnumerateInvocationList(subscribers))
            _last.Add(() => raise(subscriber));
    }

    internal void End() => _isOver = true;
}
