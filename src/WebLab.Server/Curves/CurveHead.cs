using LiteDB;
using WebLab.Contracts.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Curves;

/// <summary>
/// What a run's curve holds: the last stored sequence number, and of each metric the number of points and the last step. It is written with
/// the blocks,
/// in one commit, and blocks only grow: whoever reads the head first finds at least that much in them.
/// </summary>
internal sealed class CurveHead
{
    public const string Collection = "curves";

    private readonly int[] _counts = new int[Enum.GetValues<Metric>().Length];

    private readonly int[] _steps = new int[Enum.GetValues<Metric>().Length];

    public long LastSequence { get; set; }

    public int this[Metric metric] => _counts[(int)metric];

    /// <summary>The step of a metric's last point; 0 for none, and in curves from before it was kept.</summary>
    public int LastStep(Metric metric) => _steps[(int)metric];

    /// <summary>Counts one more point.</summary>
    public void Count(Metric metric, int step)
    {
        _counts[(int)metric]++;
        _steps[(int)metric] = step;
    }

    public IEnumerable<Metric> Metrics => Enum.GetValues<Metric>().Where(metric => this[metric] > 0);

    public static CurveHead? Read(ReadCollection heads, Guid runId)
    {
        if (heads.Find(runId) is not { } document)
            return null;
        var head = new CurveHead { LastSequence = document["sequence"].AsInt64 };
        Take(document["counts"], head._counts);
        Take(document["steps"], head._steps);
        return head;
    }

    private static void Take(BsonValue stored, int[] byMetric)
    {
        if (stored is not BsonDocument values)
            return;
        foreach (var (name, value) in values)
        {
            if (Enum.TryParse<Metric>(name, out var metric))
                byMetric[(int)metric] = value.AsInt32;
        }
    }

    public BsonDocument ToDocument(Guid runId)
    {
        var (counts, steps) = (new BsonDocument(), new BsonDocument());
        foreach (var metric in Metrics)
            (counts[metric.ToString()], steps[metric.ToString()]) = (this[metric], LastStep(metric));
        return new()
        {
            ["_id"] = runId,
            ["sequence"] = LastSequence,
            ["counts"] = counts,
            ["steps"] = steps,
        };
    }
}
