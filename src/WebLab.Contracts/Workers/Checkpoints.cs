using System.Globalization;

namespace WebLab.Contracts.Workers;

/// <summary>The file name of a checkpoint: the run, the points told by then, and whether it is the final one or one of an epoch that the
/// recipe keeps. Worker and server both find it by that.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Sequence">The sequence number of the last point told.</param>
/// <param name="IsFinal">Whether its epoch is done: only a run with more epochs goes on from it.</param>
public sealed record CheckpointName(Guid RunId, long Sequence, bool IsFinal)
{
    private const string Suffix = ".checkpoint",
        Final = "final",
        Kept = "epoch";

    /// <summary>The epoch whose network it holds and nothing else, so that no training goes on from it; null for any other.</summary>
    public int? KeptEpoch { get; init; }

    /// <summary>Whether it is there for its network, and not to go on from.</summary>
    public bool IsNetwork => IsFinal || KeptEpoch is not null;

    /// <summary>What all checkpoints of a run match.</summary>
    /// <param name="runId">The run.</param>
    public static string PatternOf(Guid runId) => $"{runId:N}.*{Suffix}";

    /// <summary>Reads a file's name.</summary>
    /// <param name="fileName">The name, without folders.</param>
    /// <returns>Null when it is no checkpoint's.</returns>
    public static CheckpointName? Parse(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        if (!fileName.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var parts = fileName[..^Suffix.Length].Split('.');
        if (
            parts.Length is not (2 or 3)
            || !Guid.TryParseExact(parts[0], "N", out var runId)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        )
            return null;
        return parts.ElementAtOrDefault(2) switch
        {
            null => new(runId, sequence, IsFinal: false),
            Final => new(runId, sequence, IsFinal: true),
            var word
                when word.StartsWith(Kept, StringComparison.Ordinal)
                    && int.TryParse(word.AsSpan(Kept.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) => new(
                runId,
                sequence,
                IsFinal: false
            )
                    {
                        KeptEpoch = epoch,
                    },
            _ => null,
        };
    }

    /// <summary>The file's name.</summary>
    public override string ToString()
    {
        var kind =
            IsFinal ? $".{Final}"
            : KeptEpoch is { } epoch ? string.Create(CultureInfo.InvariantCulture, $".{Kept}{epoch}")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{RunId:N}.{Sequence:D12}{kind}{Suffix}");
    }
}

/// <summary>Where a worker keeps its run's checkpoints, and how often it makes them.</summary>
/// <param name="RunId">The run, which names the files.</param>
/// <param name="Folder">The folder.</param>
/// <param name="SecondsBetween">Seconds between two that nobody asked for, more than 0; 0 for none.</param>
/// <param name="KeepsFinal">Whether the trained network is kept.</param>
public sealed record CheckpointOrder(Guid RunId, string Folder, double SecondsBetween, bool KeepsFinal);
