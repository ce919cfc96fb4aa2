using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

[Trait("Speed", "Slow")]
public sealed class CompactionTests : IDisposable
{
    private const int Documents = 700,
        Bytes = 12_000;
    private const long Quota = 64_000_000;

    private readonly TemporaryStore _store = new();

    [Fact]
    public async Task Room_is_back_and_the_file_small_when_all_is_deleted_while_the_lab_is_open()
    {
        await Fill();
        using var room = Room();
        await room.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(room.IsLow);
        Assert.Matches(@"^The 64 MB that the store may take \(Storage:Quota\) has [0-9]+ MB left, and 60 MB are kept free.$", room.Problem);
        Assert.EndsWith(
            " Delete runs, or raise Storage:Quota, then launch again.",
            Assert.Throws<DiskFullException>(room.ThrowIfLow).Message,
            StringComparison.Ordinal
        );

        await _store.Database.Write(tx => tx.Collection("things").DeleteMany("$._id >= 5"));
        Assert.True(_store.Size > 8_000_000);
        await _store.Database.Compact();
        Assert.InRange(_store.Size, 1, 2_000_000);
        await room.UntilFree(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        // It is read and written as before, and whole.
        await _store.Database.Write(tx => tx.Collection("things").Insert(new BsonDocument { ["_id"] = 5 }));
        Assert.Equal(Enumerable.Range(0, 6), Ids());
        _store.Reopen();
        Assert.Equal(Enumerable.Range(0, 6), Ids());
        Assert.Null(SealCheck.Problem(_store.Folder.Database));
    }

    [Fact]
    public async Task What_the_database_has_free_inside_counts_as_room_of_a_quota_and_the_next_start_makes_the_file_small()
    {
        await Fill();
        using var room = Room();
        await room.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(room.IsLow);
        await _store.Database.Write(tx => tx.Collection("things").DeleteAll());
        // A copy moves the log, and with it what is free.
        await _store.Database.CopyTo(Path.Combine(_store.Folder.Root, "copy"));
        File.Delete(Path.Combine(_store.Folder.Root, "copy"));
        Assert.True(_store.Size > 8_000_000);
        await room.UntilFree(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _store.Reopen();
        Assert.InRange(_store.Size, 1, 2_000_000);
    }

    [Fact]
    public async Task Readers_and_writers_go_on_while_the_file_is_made_smaller()
    {
        await Fill();
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                Assert.Equal(Documents, Ids().Count(id => id < Documents));
        });
        var written = Documents;
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await _store.Database.Write(tx => tx.Collection("things").Insert(new BsonDocument { ["_id"] = written }));
                written++;
            }
        });
        for (var i = 0; i < 3; i++)
            await _store.Database.Compact(inAnyCase: true);
        await stop.CancelAsync();
        await reading;
        await writing;
        Assert.Equal(Enumerable.Range(0, written), Ids());
    }

    public void Dispose() => _store.Dispose();

    private DiskRoom Room() =>
        new(
            _store.Folder,
            _store.Database,
            Options.Create(new StorageOptions { Quota = Quota, Margin = 60_000_000 }),
            TimeProvider.System,
            NullLogger<DiskRoom>.Instance
        );

    private IEnumerable<int> Ids() => _store.Database.Read("things").All().Select(document => document["_id"].AsInt32);

    private async Task Fill()
    {
        var random = new Random(3);
        foreach (var some in Enumerable.Range(0, Documents).Chunk(50))
        {
            await _store.Database.Write(tx =>
            {
                foreach (var id in some)
                {
                    var bytes = new byte[Bytes];
                    random.NextBytes(bytes);
                    tx.Collection("things").Insert(new BsonDocument { ["_id"] = id, ["b"] = bytes });
                }
            });
        }
    }
}
