using LiteDB;

namespace WebLab.Server.Storage;

/// <summary>
/// A collection that is read question by question, each with the engine to itself. LiteDB 5.0.20 gives a page's memory to another page
/// between the moment a reader finds it and the moment it holds it (its issue 2817): of 60,000 curves that eight threads read from a new
/// opening on, 50 came as garbage. The lock is held while documents are copied out, and not while they are unpacked.
/// </summary>
/// <param name="engine">What whoever reads or writes the engine locks.</param>
/// <param name="collection">The collection, of the file as it is open at the time.</param>
public sealed class ReadCollection(Lock engine, Func<ILiteCollection<BsonDocument>> collection)
{
    /// <summary>Documents of a long reading that are copied out at a time, so that nobody waits for the end of it.</summary>
    private const int Some = 256;

    /// <summary>A collection of a file that nobody else uses meanwhile: within a write job, or without a server.</summary>
    public ReadCollection(ILiteCollection<BsonDocument> collection)
        : this(new(), () => collection) { }

    public BsonDocument? Find(BsonValue id) => Read(documents => documents.FindById(id));

    /// <param name="query">With parameters for its values: LiteDB compiles each text once, in about a millisecond, and keeps it for
    /// good.</param>
    public IReadOnlyList<BsonDocument> Find(BsonExpression query) => Read(documents => documents.Find(query).ToList());

    public int Count() => Read(documents => documents.Count());

    /// <summary>All documents in the order of their ids. Those that come or go meanwhile may be among them or not.</summary>
    public IEnumerable<BsonDocument> All() => InTurn(Query.All(), "$._id > @0");

    /// <summary>The same from the last id to the first.</summary>
    public IEnumerable<BsonDocument> Latest() => InTurn(Query.All(Query.Descending), "$._id < @0");

    private IEnumerable<BsonDocument> InTurn(Query order, string beyond)
    {
        var some = Read(documents => documents.Find(order, limit: Some).ToList());
        while (some.Count > 0)
        {
            foreach (var document in some)
                yield return document;
            if (some.Count < Some)
                yield break;
            var next = Query.All(order.Order);
            next.Where.Add(BsonExpression.Create(beyond, some[^1]["_id"]));
            some = Read(documents => documents.Find(next, limit: Some).ToList());
        }
    }

    private T Read<T>(Func<ILiteCollection<BsonDocument>, T> question)
    {
        lock (engine)
            return question(collection());
    }
}
