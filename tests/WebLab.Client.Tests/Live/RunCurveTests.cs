using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using static WebLab.Client.Tests.Live.Points;

namespace WebLab.Client.Tests.Live;

public sealed class RunCurveTests
{
    private readonly RunCurve _curve = new(Guid.NewGuid());

    private IReadOnlyList<int> Steps => _curve.Metrics[Metric.StepLoss].Steps;

    [Fact]
    public void Points_wait_for_the_stored_curve_and_those_in_it_are_passed_over()
    {
        Assert.Null(_curve.Join(Batch(4, 5)));
        Assert.Null(_curve.Join(Batch(6, 7)));
        Assert.False(_curve.Load(Stored(_curve.RunId, 5)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], Steps);
        Assert.Equal(7, _curve.LastSequence);
    }

    [Fact]
    public void A_doubled_batch_changes_nothing()
    {
        _curve.Load(Stored(_curve.RunId, 0));
        Assert.NotNull(_curve.Join(Batch(1, 3)));
        Assert.Null(_curve.Join(Batch(1, 3)));
        Assert.Equal([1, 2, 3], Steps);
    }

    [Fact]
    public void Of_a_batch_that_overlaps_only_the_new_points_are_taken()
    {
        _curve.Load(Stored(_curve.RunId, 3));
        var fresh = _curve.Join(Batch(2, 5));
        Assert.Equal([4, 5], fresh!.Steps);
        Assert.Equal([1, 2, 3, 4, 5], Steps);
    }

    [Fact]
    public void A_gap_asks_for_the_stored_curve_and_the_points_beyond_it_wait()
    {
        _curve.Load(Stored(_curve.RunId, 2));
        Assert.Null(_curve.Join(Batch(5, 6)));
        Assert.True(_curve.IsLoading);
        Assert.Equal([1, 2], Steps);
        Assert.False(_curve.Load(Stored(_curve.RunId, 4)));
        Assert.Equal([1, 2, 3, 4, 5, 6], Steps);
    }

    [Fact]
    public void A_stored_curve_that_does_not_reach_the_waiting_points_is_asked_for_again()
    {
        _curve.Join(Batch(8, 9));
        Assert.True(_curve.Load(Stored(_curve.RunId, 5)));
        Assert.True(_curve.IsLoading);
        Assert.False(_curve.Load(Stored(_curve.RunId, 8)));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Steps);
    }

    [Fact]
    public void Batches_that_come_in_the_wrong_order_end_up_in_the_right_one()
    {
        _curve.Load(Stored(_curve.RunId, 0));
        Assert.Null(_curve.Join(Batch(4, 6)));
        Assert.Null(_curve.Join(Batch(1, 3)));
        Assert.True(_curve.IsLoading);
        Assert.False(_curve.Load(Stored(_curve.RunId, 3)));
        Assert.Equal([1, 2, 3, 4, 5, 6], Steps);
    }

    [Fact]
    public void A_stored_curve_older_than_what_is_held_takes_nothing_away()
    {
        _curve.Load(Stored(_curve.RunId, 0));
        _curve.Join(Batch(1, 6));
        _curve.AwaitLoad();
        Assert.False(_curve.Load(Stored(_curve.RunId, 4)));
        Assert.Equal([1, 2, 3, 4, 5, 6], Steps);
    }

    [Fact]
    public void Values_that_are_no_numbers_are_kept()
    {
        _curve.Load(Stored(_curve.RunId, 0));
        _curve.Join(PointBatch.Of(1, [new(Metric.StepLoss, 1, float.NaN, 0), new(Metric.StepLoss, 2, float.PositiveInfinity, 0)]));
        Assert.Equal([float.NaN, float.PositiveInfinity], _curve.Metrics[Metric.StepLoss].Last);
    }
}
