using LiteDB;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

public sealed class LabDatabaseTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Bad_job_fails_alone_and_its_neighbours_are_kept()
    {
        var jobs = Enumerable
            .Range(0, 200)
            .Select(i =>
                _store.Database.Write(tx =>
                {
                    tx.Collection("things").Insert(new BsonDocument { ["_id"] = i });
                    if (i % 50 == 7)
                        throw new InvalidOperationException($"job {i}");
                })
            )
            .ToList();
        var failed = new List<int>();
        for (var i = 0; i < jobs.Count; i++)
        {
            if (await Record.ExceptionAsync(() => jobs[i]) is { } error)
            {
                Assert.Equal($"job {i}", error.Message);
                failed.Add(i);
            }
        }
        Assert.Equal([7, 57, 107, 157], failed);
        Assert.Equal(
            Enumerable.Range(0, 200).Except(failed),
            _store.Database.Read("things").All().Select(document => document["_id"].AsInt32).Order()
        );
    }

    [Fact]
    public async Task Memory_follows_the_file_in_the_order_of_the_jobs()
    {
        var seen = new List<int>();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => _store.Database.Write(tx => tx.OnCommit(() => seen.Add(i)))));
        Assert.Equal(Enumerable.Range(0, 500), seen);
    }

    [Fact]
    public async Task What_a_run_registered_that_was_not_committed_never_happens()
    {
        var (runs, effects) = (0, 0);
        var (kept, bad) = _store.Database.InOneCommit(
            tx =>
            {
                runs++;
                tx.OnCommit(() => effects++);
            },
            _ => throw new InvalidOperationException("bad")
        );
        await kept;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal((2, 1), (runs, effects));
    }

    [Fact]
    public async Task An_effect_that_throws_does_not_silence_the_rest()
    {
        var heard = new List<string>();
        await _store.Database.Write(tx =>
        {
            tx.OnCommit(() => heard.Add("first"));
            tx.OnCommit(() => throw new InvalidOperationException("effect"));
            tx.OnCommit(() => heard.Add("third"));
        });
        Assert.Equal(["first", "third"], heard);
    }

    [Fact]
    public async Task Each_subscriber_of_an_event_is_on_its_own()
    {
        var heard = new List<string>();
        Action? changed = null;
        changed += () => heard.Add("first");
        changed += () => throw new InvalidOperationException("subscriber");
        changed += () => heard.Add("third");
        await _store.Database.Write(tx => tx.OnCommit(changed, raise => raise()));
        Assert.Equal(["first", "third"], heard);
    }

    [Fact]
    public async Task Memory_of_a_mirror_follows_the_commit_and_nothing_else()
    {
        var things = new MirroredCollection<string, Thing>(_store.Database, "mirrored", thing => thing.Name);
        var (seen, kept) = ((Thing?)null, new Thing("kept", 1));
        await _store.Database.Write(tx =>
        {
            things.Save(tx, kept);
            seen = things.Find("kept");
            Assert.Equal(kept, things.Read(tx, "kept"));
        });
        Assert.Equal((null, kept), (seen, things.Find("kept")));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _store.Database.Write(tx =>
            {
                things.Delete(tx, "kept");
                things.Save(tx, new("refused", 2));
                throw new InvalidOperationException("job");
            })
        );
        Assert.Equal([kept], things.Values);
        _store.Reopen();
        Assert.Equal([kept], new MirroredCollection<string, Thing>(_store.Database, "mirrored", thing => thing.Name).Values);
    }

    public void Dispose() => _store.Dispose();

    private sealed record Thing(string Name, int Number);
}
