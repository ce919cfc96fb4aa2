using System.Globalization;

namespace WebLab.Contracts.Workers;

/// <summary>The file name of a checkpoint: the run, the points told by then, and whether it is the final one. Worker and server both find
/// it by that.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Sequence">The sequence number of the last point told.</param>
/// <param name="IsFinal">Whether its epoch is done: only a run with more epochs goes on from it.</param>
public sealed record CheckpointName(Guid RunId, long Sequence, bool IsFinal)
{
    private const string Suffix = ".checkpoint",
        FinalSuffix = ".final.checkpoint";

    /// <summary>What all checkpoints of a run match.</summary>
    /// <param name="runId">The run.</param>
    public static string PatternOf(Guid runId) => $"{runId:N}.*{Suffix}";

    /// <summary>Reads a file's name.</summary>
    /// <param name="fileName">The name, without folders.</param>
    /// <returns>Null when it is no checkpoint's.</returns>
    public static CheckpointName? Parse(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        var isFinal = fileName.EndsWith(FinalSuffix, StringComparison.Ordinal);
        if (!isFinal && !fileName.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var parts = fileName[..^(isFinal ? FinalSuffix : Suffix).Length].Split('.');
        return
            parts is [var id, var number]
            && Guid.TryParseExact(id, "N", out var runId)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new(runId, sequence, isFinal)
            : null;
    }

    /// <summary>The file's name.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{RunId:N}.{Sequence:D12}{(IsFinal ? FinalSuffix : Suffix)}");
}

/// <summary>Where a worker keeps its run's checkpoints, and how often it makes them.</summary>
/// <param name="RunId">The run, which names the files.</param>
/// <param name="Folder">The folder.</param>
/// <param name="SecondsBetween">Seconds between two that nobody asked for, more than 0; 0 for none.</param>
/// <param name="KeepsFinal">Whether the trained network is kept.</param>
public sealed record CheckpointOrder(Guid RunId, string Folder, double SecondsBetween, bool KeepsFinal);
