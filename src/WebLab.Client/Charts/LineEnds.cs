using System.Buffers;
using System.Runtime.InteropServices;
using WebLab.Contracts.Curves;

namespace WebLab.Client.Charts;

/// <summary>New points of a chart's lines on their way to the chart module: ten times a second for each chart, so without a word more than
/// the line's key, and looked through once.</summary>
internal sealed class LineEnds
{
    private readonly List<string> _keys = [];
    private readonly List<int> _counts = [];
    private readonly ArrayBufferWriter<byte> _columns = new();

    public IReadOnlyList<string> Keys => _keys;

    /// <summary>How many points each line has.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>Steps, times and values of each line, one after the other.</summary>
    public byte[] Columns() => _columns.WrittenSpan.ToArray();

    /// <summary>Adds a line's points among those of its run, if there are any.</summary>
    public void Add(string key, ChartLine line, PointBatch points)
    {
        var count = Count(line, points);
        if (count == 0)
            return;
        var (steps, times, values) = (new int[count], new long[count], new float[count]);
        for (int i = 0, at = 0; at < count; i++)
        {
            if (points.Metrics[i] == line.Metric.Number)
                (steps[at], times[at], values[at++]) = (points.Steps[i], points.Times[i], line.Shown(points.Values[i]));
        }
        _keys.Add(key);
        _counts.Add(count);
        _columns.Write(MemoryMarshal.AsBytes(steps.AsSpan()));
        _columns.Write(MemoryMarshal.AsBytes(times.AsSpan()));
        _columns.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    /// <summary>How many of some points are a line's.</summary>
    public static int Count(ChartLine line, PointBatch points)
    {
        var count = 0;
        foreach (var metric in points.Metrics)
        {
            if (metric == line.Metric.Number)
                count++;
        }
        return count;
    }
}
