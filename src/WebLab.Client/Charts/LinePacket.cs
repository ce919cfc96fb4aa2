using System.Runtime.InteropServices;

namespace WebLab.Client.Charts;

/// <summary>A line on its way to the chart module. Columns travel as bytes, so that NaN arrives as NaN and nothing is spelled out as text.</summary>
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

    public int StepsPerEpoch { get; init; } = 1;

    /// <summary>When its run started, in milliseconds since 1970-01-01 UTC.</summary>
    public double Start { get; init; }

    /// <summary>Points that a stored entry stands for.</summary>
    public int Width { get; init; } = 1;

    public required byte[] Steps { get; init; }

    public required byte[] Times { get; init; }

    public required byte[] Last { get; init; }

    public byte[]? Min { get; init; }

    public byte[]? Max { get; init; }

    public static byte[] Bytes<T>(IEnumerable<T> values) where T : unmanaged => MemoryMarshal.AsBytes(values.ToArray().AsSpan()).ToArray();
}
