using LiteDB;

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
                _store.Database.Write(database =>
                {
                    database.GetCollection("things").Insert(new BsonDocument { ["_id"] = i });
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
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => _store.Database.Write(_ => i, seen.Add)));
        Assert.Equal(Enumerable.Range(0, 500), seen);
    }

    public void Dispose() => _store.Dispose();
}
