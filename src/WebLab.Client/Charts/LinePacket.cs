using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace WebLab.Client.Charts;

/// <summary>A line on its way to the chart module. Columns travel as bytes, so that NaN arrives as NaN and nothing is spelled out as
/// text.</summary>
internal sealed record LinePacket
{
    public required string Key { get; init; }

    public string? Run { get; init; }

    public string? Name { get; init; }

    public string? Measure { get; init; }

    public string? Colour { get; init; }

    public string? Style { get; init; }

    /// <summary>How often the hues were used up before its run.</summary>
    public int Lap { get; init; }

    /// <summary>The group of runs that differ only in their seed, or null.</summary>
    public string? Group { get; init; }

    public string? GroupName { get; init; }

    public string? GroupColour { get; init; }

    /// <summary>Distinct seeds of the group, whatever became of them.</summary>
    public int GroupSeeds { get; init; }

    /// <summary>Whether the mean of its group is taken over it.</summary>
    public bool IsCounted { get; init; }

    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>When its run started, in milliseconds since 1970-01-01 UTC.</summary>
    public double Start { get; init; }

    /// <summary>When its run paused and went on, one after the other, in the same milliseconds.</summary>
    public IReadOnlyList<double> Pauses { get; init; } = [];

    /// <summary>Points that a stored entry stands for.</summary>
    public int Width { get; init; } = 1;

    /// <summary>Entries.</summary>
    public int Count => Steps.Length / sizeof(int);

    public bool HasRange => Min is not null;

    [JsonIgnore]
    public byte[] Steps { get; init; } = [];

    [JsonIgnore]
    public byte[] Times { get; init; } = [];

    [JsonIgnore]
    public byte[] Last { get; init; } = [];

    [JsonIgnore]
    public byte[]? Min { get; init; }

    [JsonIgnore]
    public byte[]? Max { get; init; }

    /// <summary>The columns of some lines one after the other: each array that is handed over costs a call of its own.</summary>
    public static byte[] Columns(IReadOnlyList<LinePacket> lines)
    {
        var columns = lines.SelectMany(line => new[] { line.Steps, line.Times, line.Last, line.Min ?? [], line.Max ?? [] }).ToList();
        var bytes = new byte[columns.Sum(column => column.Length)];
        var at = 0;
        foreach (var column in columns)
        {
            column.CopyTo(bytes, at);
            at += column.Length;
        }
        return bytes;
    }

    public static byte[] Bytes<T>(IEnumerable<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.ToArray().AsSpan()).ToArray();
}
