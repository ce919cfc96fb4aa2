namespace WebLab.Contracts.LabelAudits;

/// <summary>What a person decides about an example's label. The names are stored.</summary>
public enum LabelDecision
{
    /// <summary>The given label is right.</summary>
    Keep,

    /// <summary>Another label is right.</summary>
    Relabel,

    /// <summary>No label is right, or the example is none: it is set aside.</summary>
    SetAside,
}

/// <summary>A person's word on one example.</summary>
/// <param name="Split">Its split: <c>train</c>, <c>test</c>.</param>
/// <param name="Index">Its original index in that split, from 0.</param>
/// <param name="Decision">What is decided; null takes a word back.</param>
/// <param name="Label">The label that is right; for <see cref="LabelDecision.Relabel"/> only.</param>
public sealed record LabelVote(string Split, int Index, LabelDecision? Decision, int? Label = null)
{
    /// <summary>The most votes of one request.</summary>
    public const int MaxAtOnce = 5_000;
}

/// <summary>One person's votes.</summary>
/// <param name="Person">The name that others see; empty for none.</param>
/// <param name="IsMine">Whether they are the caller's own.</param>
/// <param name="Votes">Their votes, by split and index.</param>
public sealed record PersonVotes(string Person, bool IsMine, IReadOnlyList<LabelVote> Votes);

/// <summary>What several people's votes come to for one example.</summary>
/// <param name="Split">Its split.</param>
/// <param name="Index">Its original index.</param>
/// <param name="Decision">What most of them decided; null where they are divided.</param>
/// <param name="Label">The label that is right, where it is another.</param>
/// <param name="Votes">How many voted.</param>
/// <param name="Agreeing">How many voted so.</param>
public sealed record LabelVerdict(string Split, int Index, LabelDecision? Decision, int? Label, int Votes, int Agreeing);
