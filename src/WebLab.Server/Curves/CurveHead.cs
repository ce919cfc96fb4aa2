using LiteDB;
using WebLab.Contracts.Curves;

namespace WebLab.Server.Curves;

/// <summary>
/// What a run's curve holds: the last stored sequence number and the number of points of each metric. It is written with the blocks,
/// in one commit, and blocks only grow: whoever reads the head first finds at least that much in them.
/// </summary>
internal sealed class CurveHead
{
    public const string Collection = "curves";

    private readonly int[] _counts = new int[Enum.GetValues<Metric>().Length];

    public long LastSequence { get; set; }

    public int this[Metric metric]
    {
        get => _counts[(int)metric];
        set => _counts[(int)metric] = value;
    }

    public IEnumerable<Metric> Metrics => Enum.GetValues<Metric>().Where(metric => this[metric] > 0);

    public static CurveHead? Read(ILiteCollection<BsonDocument> heads, Guid runId)
    {
        if (heads.FindById(runId) is not { } document)
            return null;
        var head = new CurveHead { LastSequence = document["sequence"].AsInt64 };
        foreach (var (name, count) in document["counts"].AsDocument)
        {
            if (Enum.TryParse<Metric>(name, out var metric))
                head[metric] = count.AsInt32;
        }
        return head;
    }

    public BsonDocument ToDocument(Guid runId)
    {
        var counts = new BsonDocument();
        foreach (var metric in Metrics)
            counts[metric.ToString()] = this[metric];
        return new() { ["_id"] = runId, ["sequence"] = LastSequence, ["counts"] = counts };
    }
}
