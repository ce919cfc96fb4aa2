using System.Runtime.InteropServices;

namespace WebLab.Contracts.Curves;

/// <summary>
/// Curves as bytes, little-endian, column after column, so that a browser need not spell out a hundred thousand numbers. A curve is its
/// run's id (16 bytes), last sequence (int64) and number of series (int32); a series its metric, point count, bucket width and number of
/// entries (int32 each), then the columns steps (int32), times (int64), last (float32) and, when the bucket width is above 1, min and max
/// (float32).
/// </summary>
public static class CurvePack
{
    /// <summary>The media type of an answer.</summary>
    public const string MediaType = "application/vnd.weblab.curves";

    /// <summary>Writes curves.</summary>
    /// <param name="curves">The curves.</param>
    public static byte[] Write(IEnumerable<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        using var bytes = new MemoryStream();
        foreach (var curve in curves)
        {
            bytes.Write(curve.RunId.ToByteArray());
            Put(bytes, [curve.LastSequence]);
            Put(bytes, [curve.Series.Count]);
            foreach (var series in curve.Series)
            {
                Put(bytes, [(int)series.Metric, series.PointCount, series.BucketWidth, series.Steps.Length]);
                Put<int>(bytes, series.Steps);
                Put<long>(bytes, series.Times);
                Put<float>(bytes, series.Last);
                Put<float>(bytes, series.Min ?? []);
                Put<float>(bytes, series.Max ?? []);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidDataException">The bytes end too early or hold what no curve has.</exception>
    public static IReadOnlyList<Curve> Read(ReadOnlySpan<byte> bytes)
    {
        var curves = new List<Curve>();
        while (bytes.Length > 0)
        {
            var runId = new Guid(Take<byte>(ref bytes, 16));
            var lastSequence = Take<long>(ref bytes, 1)[0];
            var series = new List<MetricSeries>();
            for (var count = Take<int>(ref bytes, 1)[0]; count > 0; count--)
                series.Add(Series(ref bytes));
            curves.Add(new(runId, lastSequence, series));
        }
        return curves;
    }

    private static MetricSeries Series(ref ReadOnlySpan<byte> bytes)
    {
        var head = Take<int>(ref bytes, 4);
        if (!Enum.IsDefined((Metric)head[0]))
            throw new InvalidDataException($"There is no metric {head[0]}.");
        var (width, count) = (head[2], head[3]);
        return new()
        {
            Metric = (Metric)head[0],
            PointCount = head[1],
            BucketWidth = width,
            Steps = Take<int>(ref bytes, count),
            Times = Take<long>(ref bytes, count),
            Last = Take<float>(ref bytes, count),
            Min = width == 1 ? null : Take<float>(ref bytes, count),
            Max = width == 1 ? null : Take<float>(ref bytes, count),
        };
    }

    private static void Put<T>(MemoryStream bytes, ReadOnlySpan<T> values)
        where T : unmanaged => bytes.Write(MemoryMarshal.AsBytes(values));

    private static T[] Take<T>(ref ReadOnlySpan<byte> bytes, int count)
        where T : unmanaged
    {
        var values =
            count >= 0 && (long)count * Marshal.SizeOf<T>() <= bytes.Length
                ? new T[count]
                : throw new InvalidDataException($"{count} values were announced, and {bytes.Length} bytes are left.");
        var taken = MemoryMarshal.AsBytes(values.AsSpan());
        bytes[..taken.Length].CopyTo(taken);
        bytes = bytes[taken.Length..];
        return values;
    }
}
