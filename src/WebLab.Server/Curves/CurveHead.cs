using System.Globalization;
using LiteDB;
using WebLab.Contracts.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Curves;

/// <summary>
/// What a run's curve holds: the last stored sequence number, and of each metric, by its stored number, the count of points and the last
/// step. It is written with the blocks, in one commit, and blocks only grow: whoever reads the head first finds at least that much in them.
/// </summary>
internal sealed class CurveHead
{
    public const string Collection = "curves";

    // The names of the enum that metrics were up to commit 5848dc5, under which heads kept them then, by number. This list does not grow.
    private static readonly string[] Former =
    [
        "StepLoss",
        "TrainLoss",
        "TrainAccuracy",
        "CleanAccuracy",
        "TestAccuracy",
        "TestLoss",
        "GeneralisationGap",
        "MemorisedFraction",
        "CorruptedPredictedTrue",
        "CorruptedPredictedOther",
        "CleanPredictedTrue",
        "CleanPredictedOther",
        "HoldOutAccuracy",
        "OnlineAccuracy",
        "LearningRate",
        "ImagesPerSecond",
    ];

    // By stored number: it is written once a point.
    private readonly (int Points, int LastStep)[] _metrics = new (int, int)[byte.MaxValue + 1];

    public CurveHead() { }

    private CurveHead(CurveHead other) => (_metrics, LastSequence) = ([.. other._metrics], other.LastSequence);

    public long LastSequence { get; set; }

    /// <summary>Stored points of a metric.</summary>
    public int this[byte metric] => _metrics[metric].Points;

    /// <summary>The step of a metric's last point; 0 for none, and in curves from before it was kept.</summary>
    public int LastStep(byte metric) => _metrics[metric].LastStep;

    public CurveHead Copy() => new(this);

    /// <summary>Counts one more point.</summary>
    public void Count(byte metric, int step) => _metrics[metric] = (this[metric] + 1, step);

    /// <summary>The numbers of the metrics that have points, those of a newer WebLab too.</summary>
    public IEnumerable<byte> Numbers => Enumerable.Range(0, _metrics.Length).Where(n => _metrics[n].Points > 0).Select(n => (byte)n);

    /// <summary>The metrics that have points and are known here.</summary>
    public IEnumerable<Metric> Metrics => Numbers.Select(number => Metric.Numbered(number)).OfType<Metric>();

    public static CurveHead? Read(ReadCollection heads, Guid runId)
    {
        if (heads.Find(runId) is not { } document)
            return null;
        var head = new CurveHead { LastSequence = document["sequence"].AsInt64 };
        if (document["counts"] is not BsonDocument counts)
            return head;
        var steps = document["steps"] as BsonDocument;
        foreach (var (name, points) in counts)
        {
            if (NumberOf(name) is { } number)
                head._metrics[number] = (points.AsInt32, steps?[name] is { IsInt32: true } step ? step.AsInt32 : 0);
        }
        return head;
    }

    private static byte? NumberOf(string name) =>
        byte.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Array.IndexOf(Former, name) is >= 0 and var former ? (byte)former
        : null;

    public BsonDocument ToDocument(Guid runId)
    {
        var (counts, steps) = (new BsonDocument(), new BsonDocument());
        foreach (var metric in Numbers)
        {
            var (points, lastStep) = _metrics[metric];
            var name = metric.ToString(CultureInfo.InvariantCulture);
            (counts[name], steps[name]) = (points, lastStep);
        }
        return new()
        {
            ["_id"] = runId,
            ["sequence"] = LastSequence,
            ["counts"] = counts,
            ["steps"] = steps,
        };
    }
}
