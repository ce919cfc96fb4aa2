using LiteDB;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

public sealed class ReadCollectionTests : IDisposable
{
    private const int Documents = 1_000;

    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Questions_have_the_engine_one_at_a_time()
    {
        using var memory = new MemoryStream();
        using var database = new LiteDatabase(memory);
        var things = database.GetCollection("things");
        things.Insert(Enumerable.Range(0, Documents).Select(id => new BsonDocument { ["_id"] = id }));
        var (engine, asking, most) = (new Lock(), 0, 0);
        var read = new ReadCollection(
            engine,
            () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref asking));
                Thread.Yield();
                Interlocked.Decrement(ref asking);
                return things;
            }
        );
        Parallel.For(0, Documents, new() { MaxDegreeOfParallelism = 8 }, id => Assert.Equal(id, read.Find(id)!["_id"].AsInt32));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_question_waits_for_the_job_that_writes()
    {
        await Fill();
        using var isWriting = new ManualResetEventSlim();
        Task<int>? reading = null;
        var hasRead = false;
        var writing = _store.Database.Write(tx =>
        {
            isWriting.Set();
            // Long enough for a reader that does not wait.
            hasRead = SpinWait.SpinUntil(() => Volatile.Read(ref reading)?.IsCompleted == true, TimeSpan.FromMilliseconds(200));
            tx.Collection("things").DeleteAll();
        });
        isWriting.Wait();
        Volatile.Write(ref reading, Task.Run(() => _store.Database.Read("things").Count()));
        await writing;
        Assert.False(hasRead);
        // As it was before the commit or after it.
        Assert.Contains(await reading, new[] { 0, Documents });
    }

    [Fact]
    public async Task A_long_reading_goes_through_all_documents_in_order_both_ways()
    {
        await Fill();
        Assert.Equal(Enumerable.Range(0, Documents), _store.Database.Read("things").All().Select(document => document["_id"].AsInt32));
        Assert.Equal(
            Enumerable.Range(0, Documents).Reverse(),
            _store.Database.Read("things").Latest().Select(document => document["_id"].AsInt32)
        );
        Assert.Empty(_store.Database.Read("nothing").All());
    }

    public void Dispose() => _store.Dispose();

    private Task Fill() =>
        _store.Database.Write(tx =>
        {
            tx.Collection("things").Insert(Enumerable.Range(0, Documents).Select(id => new BsonDocument { ["_id"] = id }));
        });
}
