using Microsoft.AspNetCore.Http;
using WebLab.Contracts.Curves;

namespace WebLab.Client.Tests.Live;

/// <summary>Points whose sequence number is their step, so that a gap or a doubled one shows.</summary>
internal static class Points
{
    public static PointBatch Batch(int first, int last) =>
        PointBatch.Of(
            first,
            [.. Enumerable.Range(first, last - first + 1).Select(step => new Point(Metric.StepLoss, step, 1f / step, step))]
        );

    public static IResult Packed(Curve curve) => Results.Bytes(CurvePack.Write(curve), CurvePack.MediaType);

    public static Curve Stored(Guid run, int last) =>
        new(
            run,
            last,
            last == 0
                ? []
                :
                [
                    new()
                    {
                        Metric = Metric.StepLoss,
                        PointCount = last,
                        BucketWidth = 1,
                        Steps = [.. Enumerable.Range(1, last)],
                        Times = [.. Enumerable.Range(1, last).Select(step => (long)step)],
                        Last = [.. Enumerable.Range(1, last).Select(step => 1f / step)],
                    },
                ]
        );
}
