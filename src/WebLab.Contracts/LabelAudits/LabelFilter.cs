using System.Text.Json.Serialization;

namespace WebLab.Contracts.LabelAudits;

/// <summary>A rule that takes labels for wrong, by the reference implementation's name.</summary>
public enum LabelFilter
{
    /// <summary>For each pair of classes as many as the joint counts, those with the largest margin for the other class.</summary>
    [JsonStringEnumMemberName("prune-by-noise-rate")]
    PruneByNoiseRate,

    /// <summary>For each class as many as the joint counts, those with the least probability of their given class.</summary>
    [JsonStringEnumMemberName("prune-by-class")]
    PruneByClass,

    /// <summary>What both of these take for wrong.</summary>
    [JsonStringEnumMemberName("both")]
    Both,

    /// <summary>What the confident joint counts off its diagonal.</summary>
    [JsonStringEnumMemberName("confident-learning")]
    ConfidentLearning,

    /// <summary>What is predicted as another class.</summary>
    [JsonStringEnumMemberName("predicted-neq-given")]
    PredictedNeqGiven,
}
