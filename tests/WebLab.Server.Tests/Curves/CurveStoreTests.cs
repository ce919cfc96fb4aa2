using LiteDB;
using WebLab.Contracts.Curves;
using WebLab.Server.Curves;
using WebLab.Server.Storage;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Curves;

[Trait("Speed", "Slow")]
public sealed class CurveStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly Guid _run = Guid.NewGuid();

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_window_is_what_the_raw_points_say_also_after_the_file_was_opened_again(int seed)
    {
        var curve = new RandomCurve(seed);
        var batches = curve.Batches().ToList();
        for (var i = 0; i < batches.Count; i++)
        {
            if (i == batches.Count / 2)
                _store.Reopen();
            var batch = batches[i];
            Assert.Equal(batch.LastSequence(), await Append(batch));
        }
        for (var i = 0; i < 60; i++)
        {
            var (from, to, buckets) = curve.Window();
            var read = _store.Curves.Read(_run, null, from, to, buckets);
            Assert.Equal(curve.Count, read.LastSequence);
            Assert.Equal(curve.Metrics.OrderBy(metric => metric.Number), read.Series.Select(series => series.Metric));
            foreach (var series in read.Series)
                AssertWindow(curve.Of(series.Metric), from, to, buckets, series);
        }
    }

    [Fact]
    public async Task Batch_after_a_gap_is_not_stored_and_the_sender_learns_where_to_go_on()
    {
        var points = Enumerable.Range(1, 10).Select(step => new Point(Metric.StepLoss, step, step, step)).ToList();
        await Append(PointBatch.Of(1, points[..3]));
        Assert.Equal(3, await Append(PointBatch.Of(5, points[4..])));
        Assert.Equal(10, await Append(PointBatch.Of(4, points[3..])));
        Assert.Equal(Enumerable.Range(1, 10).Select(step => (float)step), _store.Curves.Read(_run).Series[0].Last);
    }

    [Fact]
    public async Task Points_of_an_undone_commit_are_neither_in_the_file_nor_in_memory()
    {
        await Append(PointBatch.Of(1, [new(Metric.StepLoss, 1, 1, 1)]));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _store.Database.Write(writing =>
            {
                _store.Curves.Append(writing, _run, PointBatch.Of(2, [new(Metric.StepLoss, 2, 666, 2)]));
                throw new InvalidOperationException();
            })
        );
        Assert.Equal(2, await Append(PointBatch.Of(2, [new(Metric.StepLoss, 2, 2, 2)])));
        Assert.Equal([1, 2], _store.Curves.Read(_run).Series[0].Last);
    }

    /// <summary>Nothing tells the curves that the commit fails: they may not have taken it for done.</summary>
    [Fact]
    public void A_job_leaves_memory_as_it_was_until_its_commit()
    {
        using var file = new LiteDatabase(new MemoryStream());
        file.BeginTrans();
        var points = Enumerable.Range(1, 2_000).Select(step => new Point(Metric.StepLoss, step, 666, step)).ToList();
        Assert.Equal(2_000, _store.Curves.Append(new WriteTransaction(file), _run, PointBatch.Of(1, points)));
        file.Rollback();
        var next = new WriteTransaction(file);
        Assert.Equal(0, _store.Curves.LastSequence(next, _run));
        Assert.False(_store.Curves.GoesBack(next, _run, PointBatch.Of(1, [new(Metric.StepLoss, 1, 1, 1)])));
    }

    [Fact]
    public async Task Jobs_of_one_commit_go_on_from_each_other_and_after_one_that_fails_from_what_is_stored()
    {
        PointBatch Points(int first, float value) =>
            PointBatch.Of(first, [.. Enumerable.Range(first, 1_500).Select(step => new Point(Metric.StepLoss, step, value, step))]);
        await Append(Points(1, 1));
        var (first, second) = _store.Database.InOneCommit(
            tx => _store.Curves.Append(tx, _run, Points(1_501, 2)),
            tx => Assert.Equal(4_500, _store.Curves.Append(tx, _run, Points(3_001, 3)))
        );
        await Task.WhenAll(first, second);
        var (lost, kept) = _store.Database.InOneCommit(
            tx =>
            {
                _store.Curves.Append(tx, _run, Points(4_501, 666));
                throw new InvalidOperationException();
            },
            tx => Assert.Equal(6_000, _store.Curves.Append(tx, _run, Points(4_501, 4)))
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => lost);
        await kept;
        // Deleted and begun anew in one commit.
        var other = Guid.NewGuid();
        await _store.Database.Write(tx => _store.Curves.Append(tx, other, Points(1, 1)));
        await _store.Database.Write(tx =>
        {
            _store.Curves.Delete(tx, other);
            return _store.Curves.Append(tx, other, Points(1, 5));
        });
        foreach (var reopened in new[] { false, true })
        {
            if (reopened)
                _store.Reopen();
            var read = _store.Curves.Read(_run, buckets: 5_000).Series.Single();
            Assert.Equal(4 * 1_500, read.PointCount);
            Assert.Equal(
                Enumerable.Range(1, 4).SelectMany(value => Enumerable.Repeat((float)value, 1_500)).Where((_, index) => index % 2 == 1),
                read.Last
            );
            Assert.Equal((1_500, 5f), (_store.Curves.LastSequence(other), _store.Curves.Read(other).Series.Single().Last[0]));
        }
    }

    [Fact]
    public async Task Deleted_curve_leaves_no_block_and_its_neighbour_stays()
    {
        var neighbour = Guid.NewGuid();
        foreach (var batch in new RandomCurve(3).Batches())
            await Append(batch);
        await _store.Database.Write(writing => _store.Curves.Append(writing, neighbour, PointBatch.Of(1, [new(Metric.StepLoss, 1, 1, 1)])));
        await _store.Database.Write(writing => _store.Curves.Delete(writing, _run));
        Assert.Equal(0, _store.Curves.Read(_run).LastSequence);
        Assert.Equal((1, 1), (_store.Database.Read("blocks").Count(), _store.Database.Read("curves").Count()));
        Assert.Equal(1, _store.Curves.Read(neighbour).LastSequence);
    }

    [Fact]
    public async Task A_curve_that_was_stored_under_the_names_of_code_is_read_goes_on_and_goes_whole()
    {
        await Append(PointBatch.Of(1, [new(Metric.StepLoss, 1, 1, 1), new(Metric.TestAccuracy, 1, 0.5f, 1)]));
        await Rewrite(head =>
        {
            head["counts"] = new BsonDocument { ["StepLoss"] = 1, ["TestAccuracy"] = 1 };
            head["steps"] = new BsonDocument { ["StepLoss"] = 1, ["TestAccuracy"] = 1 };
        });
        Assert.Equal([Metric.StepLoss, Metric.TestAccuracy], _store.Curves.Read(_run).Series.Select(series => series.Metric));
        Assert.Equal(3, await Append(PointBatch.Of(3, [new(Metric.TestAccuracy, 2, 0.75f, 2)])));
        Assert.Equal([0.5f, 0.75f], _store.Curves.Read(_run, [Metric.TestAccuracy]).Series.Single().Last);
        await _store.Database.Write(writing => _store.Curves.Delete(writing, _run));
        Assert.Equal((0, 0), (_store.Database.Read("blocks").Count(), _store.Database.Read("curves").Count()));
    }

    [Fact]
    public async Task A_metric_that_is_not_known_here_is_passed_over_and_kept()
    {
        await Append(PointBatch.Of(1, [new(Metric.StepLoss, 1, 1, 1)]));
        var newer = PointBatch.Of(2, [new(Metric.StepLoss, 2, 2, 2)]) with { Metrics = [250] };
        await Append(newer);
        Assert.Equal([Metric.StepLoss], _store.Curves.Read(_run).Series.Select(series => series.Metric));
        _store.Reopen();
        Assert.Equal(3, await Append(PointBatch.Of(3, [new(Metric.StepLoss, 3, 3, 3)])));
        Assert.Empty(CurveCheck.Problems(_store.Database.Read(CurveHead.Collection), _store.Database.Read("blocks"), _run));
        await _store.Database.Write(writing => _store.Curves.Delete(writing, _run));
        Assert.Equal(0, _store.Database.Read("blocks").Count());
    }

    // Closed and opened, so that no appender remembers what the head was.
    private async Task Rewrite(Action<BsonDocument> change)
    {
        await _store.Database.Write(writing =>
        {
            var heads = writing.Collection("curves");
            var head = heads.FindById(_run);
            change(head);
            return heads.Update(head);
        });
        _store.Reopen();
    }

    public void Dispose() => _store.Dispose();

    private Task<long> Append(PointBatch batch) => _store.Database.Write(writing => _store.Curves.Append(writing, _run, batch));

    private static void AssertWindow(List<Point> points, int fromStep, int toStep, int buckets, MetricSeries series)
    {
        var from = points.Count(point => point.Step < fromStep);
        var to = points.Count(point => point.Step <= toStep);
        var width = series.BucketWidth;
        Assert.Equal(to - from, series.PointCount);
        Assert.True(int.IsPow2(width));
        Assert.True(Overlapped(from, to, width) <= buckets);
        Assert.True(width == 1 || Overlapped(from, to, width / 2) > buckets, "The buckets are wider than they need to be.");

        var start = from / width * width;
        var end = width == 1 ? to : Math.Min(points.Count, (to + width - 1) / width * width);
        var expected = points.GetRange(start, end - start).Chunk(width).ToList();
        Assert.Equal(expected.Select(bucket => bucket[^1].Step), series.Steps);
        Assert.Equal(expected.Select(bucket => bucket[^1].Time), series.Times);
        AssertBits(expected.Select(bucket => bucket[^1].Value), series.Last);
        Assert.Equal(width == 1, series.Min is null && series.Max is null);
        if (width == 1)
            return;
        AssertBits(
            expected.Select(bucket =>
                bucket.Select(point => point.Value).Where(value => !float.IsNaN(value)).DefaultIfEmpty(float.NaN).Aggregate(float.Min)
            ),
            series.Min!
        );
        AssertBits(
            expected.Select(bucket =>
                bucket.Select(point => point.Value).Where(value => !float.IsNaN(value)).DefaultIfEmpty(float.NaN).Aggregate(float.Max)
            ),
            series.Max!
        );
    }

    private static int Overlapped(int from, int to, int width) => to <= from ? 0 : (to - 1) / width - from / width + 1;

    private static void AssertBits(IEnumerable<float> expected, IEnumerable<float> actual) =>
        Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), actual.Select(BitConverter.SingleToUInt32Bits));
}
