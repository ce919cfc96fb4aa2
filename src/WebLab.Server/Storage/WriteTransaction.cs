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
    private readonly List<Action> _effects = [];
    private readonly List<Action> _last = [];
    private bool _isOver;

    internal WriteTransaction(LiteDatabase database) => _database = database;

    internal IReadOnlyList<Action> Effects => [.. _effects, .. _last];

    /// <summary>A collection as it stands with the writes before, those of this job included.</summary>
    public ILiteCollection<BsonDocument> Collection(string name)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        return _database.GetCollection(name);
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
