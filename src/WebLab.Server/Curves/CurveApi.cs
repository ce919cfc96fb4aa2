using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Curves;

public static class CurveApi
{
    public static void Map(RouteGroupBuilder runs) =>
        runs.MapGet("/{id:guid}/curve", Get)
            .ProducesProblem(404)
            .WithSummary(
                "A run's curve: exact points, or buckets with least, greatest and last value when there are more points than buckets."
            );

    private static Results<Ok<Curve>, ProblemHttpResult> Get(
        Guid id,
        VisibleRuns runs,
        CurveStore curves,
        string? metrics = null,
        int from = 0,
        int to = int.MaxValue,
        int buckets = CurveStore.DefaultBuckets
    )
    {
        if (runs.Find(id) is null)
            return Problem.NotFound("run", id);
        if (buckets is < 1 or > CurveStore.MaxBuckets)
            return Problem.Of(400, $"buckets must be 1 to {CurveStore.MaxBuckets}; it was {buckets}.");
        if (from < 0 || to < from)
            return Problem.Of(400, $"from and to must be steps in order, from 0; they were {from} and {to}.");
        if (!TryReadMetrics(metrics, out var wanted, out var problem))
            return problem;
        return TypedResults.Ok(curves.Read(id, wanted, from, to, buckets));
    }

    /// <summary>Reads names of metrics with commas between; null text means all metrics.</summary>
    internal static bool TryReadMetrics(string? text, out HashSet<Metric>? metrics, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        (metrics, problem) = (text is null ? null : [], null);
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Metric.Find(name) is not { } metric)
            {
                problem = Problem.Of(
                    400,
                    $"metrics must be some of {string.Join(", ", Metric.All)}, with commas between; one was " + $"{Sentence.Shorten(name)}."
                );
                return false;
            }
            metrics!.Add(metric);
        }
        return true;
    }
}
