using System.Collections.Concurrent;

namespace WebLab.Server.Storage;

/// <summary>
/// Records that are read from memory and written through transactions. Memory is filled at the start and follows the file: it changes
/// after the commit, on the writer thread.
/// </summary>
/// <param name="database">The file.</param>
/// <param name="name">The collection's name, which never changes.</param>
/// <param name="keyOf">A record's key: a Guid or a string.</param>
/// <exception cref="StartupException">A record does not read.</exception>
public sealed class MirroredCollection<TKey, TValue>(LabDatabase database, string name, Func<TValue, TKey> keyOf)
    where TKey : notnull
    where TValue : class
{
    private readonly JsonCollection<TKey, TValue> _documents = new(name);
    private readonly ConcurrentDictionary<TKey, TValue> _values = new(
        new JsonCollection<TKey, TValue>(name).All(database).Select(value => KeyValuePair.Create(keyOf(value), value))
    );

    /// <summary>What memory has, as of the last commit.</summary>
    public ICollection<TValue> Values => _values.Values;

    public TValue? Find(TKey key) => _values.GetValueOrDefault(key);

    /// <summary>As it stands with the writes before, which memory does not know yet.</summary>
    public TValue? Read(WriteTransaction tx, TKey key) => _documents.Find(tx, key);

    /// <summary>All of them, with the writes before.</summary>
    public IReadOnlyList<TValue> ReadAll(WriteTransaction tx) => _documents.All(tx);

    public TValue Save(WriteTransaction tx, TValue value)
    {
        var key = keyOf(value);
        _documents.Save(tx, key, value);
        tx.OnCommit(() => _values[key] = value);
        return value;
    }

    public void Delete(WriteTransaction tx, TKey key)
    {
        _documents.Delete(tx, key);
        tx.OnCommit(() => _values.TryRemove(key, out _));
    }
}
