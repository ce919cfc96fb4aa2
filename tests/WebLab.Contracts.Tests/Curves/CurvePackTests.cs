using System.Text.Json;
using WebLab.Contracts.Curves;

namespace WebLab.Contracts.Tests.Curves;

public sealed class CurvePackTests
{
    private static readonly Curve Sample = new(
        Guid.NewGuid(),
        12_345_678_901,
        [
            new()
            {
                Metric = Metric.StepLoss,
                PointCount = 5,
                BucketWidth = 2,
                Steps = [2, 4, 5],
                Times = [1_764_000_000_000, 2, 3],
                Last = [1, float.NaN, float.PositiveInfinity],
                Min = [0, float.NaN, 1],
                Max = [2, float.NaN, 9],
            },
            new()
            {
                Metric = Metric.TestAccuracy,
                PointCount = 1,
                BucketWidth = 1,
                Steps = [5],
                Times = [3],
                Last = [-0f],
            },
        ]
    );

    [Fact]
    public void What_is_written_is_read_to_the_bit()
    {
        var read = CurvePack.Read([.. CurvePack.Write(Sample), .. CurvePack.Write(Sample with { Series = [] })]);
        Assert.Equal(2, read.Count);
        Assert.Equal((Sample.RunId, Sample.LastSequence), (read[0].RunId, read[0].LastSequence));
        Assert.Empty(read[1].Series);
        Assert.All(
            Sample.Series.Zip(read[0].Series),
            pair =>
            {
                Assert.Equal(
                    (pair.First.Metric, pair.First.PointCount, pair.First.BucketWidth),
                    (pair.Second.Metric, pair.Second.PointCount, pair.Second.BucketWidth)
                );
                Assert.Equal(pair.First.Steps, pair.Second.Steps);
                Assert.Equal(pair.First.Times, pair.Second.Times);
                Assert.Equal(pair.First.Last, pair.Second.Last);
                Assert.Equal(pair.First.Min, pair.Second.Min);
                Assert.Equal(pair.First.Max, pair.Second.Max);
            }
        );
    }

    [Fact]
    public void A_metric_of_a_newer_server_is_passed_over()
    {
        var bytes = CurvePack.Write(Sample);
        BitConverter.TryWriteBytes(bytes.AsSpan(16 + 8 + 4), 250);
        Assert.Equal([Metric.TestAccuracy], CurvePack.Read(bytes).Single().Series.Select(series => series.Metric));
    }

    [Fact]
    public void Bytes_that_end_early_are_refused()
    {
        var bytes = CurvePack.Write(Sample);
        Assert.Throws<InvalidDataException>(() => CurvePack.Read(bytes.AsSpan(0, bytes.Length - 1)));
    }

    [Fact]
    public void A_count_beyond_the_bytes_asks_for_no_memory()
    {
        var bytes = CurvePack.Write(Sample);
        BitConverter.TryWriteBytes(bytes.AsSpan(16 + 8 + 4 + 12), int.MaxValue);
        Assert.Throws<InvalidDataException>(() => CurvePack.Read(bytes));
    }

    [Fact]
    public void New_points_stand_in_json_as_their_bytes_and_are_read_to_the_bit()
    {
        var batch = PointBatch.Of(
            7_000_000_000,
            [new(Metric.StepLoss, 3, float.NaN, 1_764_000_000_000), new(Metric.TestAccuracy, 4, -0f, -1)]
        );
        var json = JsonSerializer.Serialize(batch, LabJson.Options);
        Assert.StartsWith("\"", json, StringComparison.Ordinal);
        var read = JsonSerializer.Deserialize<PointBatch>(json, LabJson.Tolerant)!;
        Assert.Equal(batch.FirstSequence, read.FirstSequence);
        Assert.Equal(batch.Metrics, read.Metrics);
        Assert.Equal(batch.Steps, read.Steps);
        Assert.Equal(batch.Values, read.Values);
        Assert.Equal(batch.Times, read.Times);
        Assert.Throws<InvalidDataException>(() => CurvePack.ReadPoints(CurvePack.Write(batch).AsSpan(0, 40)));
    }
}
