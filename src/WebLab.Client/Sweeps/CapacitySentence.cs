using WebLab.Contracts;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Client.Sweeps;

/// <summary>Where fitting stops, in words.</summary>
public static class CapacitySentence
{
    /// <summary>A sentence on every setting of a sweep of the training set's size with random labels; null for any other sweep.</summary>
    public static string? Of(SweptRuns runs)
    {
        var found = CapacityThreshold.Of(runs);
        if (found.Count == 0)
            return null;
        var size = SpecFields.Find("train-size")!;
        var each = found.Select(one =>
            SettingTitle.Of(runs, one.Setting, size) is { Length: > 0 } title ? $"{title}: {Fits(one)}" : Fits(one)
        );
        return $"Examples with random labels that are fitted, training accuracy at least 99 %: {string.Join("; ", each)}. "
            + "With this recipe: more epochs or another learning rate may fit more.";
    }

    private static string Fits(CapacityThreshold one) =>
        one switch
        {
            { Fits: null, FitsNot: { } least } => Sentence.Of($"fewer than {least:N0}"),
            { Fits: { } most, FitsNot: { } first } => Sentence.Of($"{most:N0}, not {first:N0}"),
            _ => Sentence.Of($"{one.Fits:N0}, all that were tried so far"),
        };
}
