using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebLab.Contracts.Curves;

/// <summary>
/// Points on their way to a browser, as bytes: little-endian, column after column, so that it need not spell out a hundred thousand
/// numbers. New points are their first sequence (int64) and count (int32), then the columns metrics and steps (int32), values (float32) and
/// times (int64); in the hub's JSON they stand as base64. A curve is its
/// run's id (16 bytes), last sequence (int64) and number of series (int32); a series its metric, point count, bucket width and number of
/// entries (int32 each), then the columns steps (int32), times (int64), last (float32) and, when the bucket width is above 1, min and max
/// (float32).
/// </summary>
public static class CurvePack
{
    /// <summary>The media type of an answer.</summary>
    public const string MediaType = "application/vnd.weblab.curves";

    /// <summary>Writes a curve; those of several runs stand one after the other.</summary>
    /// <param name="curve">The curve.</param>
    public static byte[] Write(Curve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        using var bytes = new MemoryStream();
        bytes.Write(curve.RunId.ToByteArray());
        Put(bytes, [curve.LastSequence]);
        Put(bytes, [curve.Series.Count]);
        foreach (var series in curve.Series)
        {
            Put(bytes, [series.Metric.Number, series.PointCount, series.BucketWidth, series.Steps.Count]);
            Put<int>(bytes, CollectionsMarshal.AsSpan(series.Steps));
            Put<long>(bytes, CollectionsMarshal.AsSpan(series.Times));
            Put<float>(bytes, CollectionsMarshal.AsSpan(series.Last));
            Put<float>(bytes, CollectionsMarshal.AsSpan(series.Min));
            Put<float>(bytes, CollectionsMarshal.AsSpan(series.Max));
        }
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write(Curve)"/> wrote, but for metrics that are not known here.</summary>
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
            {
                if (Series(ref bytes) is { } known)
                    series.Add(known);
            }
            curves.Add(new(runId, lastSequence, series));
        }
        return curves;
    }

    /// <summary>Writes new points.</summary>
    /// <param name="points">The points.</param>
    public static byte[] Write(PointBatch points)
    {
        ArgumentNullException.ThrowIfNull(points);
        using var bytes = new MemoryStream();
        Put(bytes, [points.FirstSequence]);
        Put(bytes, [points.Count()]);
        Put<int>(bytes, points.Metrics);
        Put<int>(bytes, points.Steps);
        Put<float>(bytes, points.Values);
        Put<long>(bytes, points.Times);
        return bytes.ToArray();
    }

    /// <summary>Reads new points.</summary>
    /// <param name="bytes">What was written of a batch.</param>
    /// <exception cref="InvalidDataException">The bytes end too early.</exception>
    public static PointBatch ReadPoints(ReadOnlySpan<byte> bytes)
    {
        var first = Take<long>(ref bytes, 1)[0];
        var count = Take<int>(ref bytes, 1)[0];
        return new()
        {
            FirstSequence = first,
            Metrics = Take<int>(ref bytes, count),
            Steps = Take<int>(ref bytes, count),
            Values = Take<float>(ref bytes, count),
            Times = Take<long>(ref bytes, count),
        };
    }

    private static MetricSeries? Series(ref ReadOnlySpan<byte> bytes)
    {
        var head = Take<int>(ref bytes, 4);
        var (width, count) = (head[2], head[3]);
        var (steps, times, last) = (Take<int>(ref bytes, count), Take<long>(ref bytes, count), Take<float>(ref bytes, count));
        var (min, max) = width == 1 ? ((float[]?)null, (float[]?)null) : (Take<float>(ref bytes, count), Take<float>(ref bytes, count));
        return Metric.Numbered(head[0]) is not { } metric
            ? null
            : new()
            {
                Metric = metric,
                PointCount = head[1],
                BucketWidth = width,
                Steps = [.. steps],
                Times = [.. times],
                Last = [.. last],
                Min = min is null ? null : [.. min],
                Max = max is null ? null : [.. max],
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

/// <summary>New points in JSON: what <see cref="CurvePack"/> writes of them, as base64.</summary>
internal sealed class PackedPoints : JsonConverter<PointBatch>
{
    public override PointBatch Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        CurvePack.ReadPoints(reader.GetBytesFromBase64());

    public override void Write(Utf8JsonWriter writer, PointBatch value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(CurvePack.Write(value));
}
