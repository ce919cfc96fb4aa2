using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Training.Checkpoints;

/// <summary>
/// A training after one of its steps, to be gone on with from there. Most draws need no place in it: each epoch derives its own from the
/// spec's seed (the order, the crops), so that epoch and position say them all.
/// </summary>
/// <param name="SpecHash">SHA-256 of the spec, 32 bytes.</param>
/// <param name="GivenLabelHash">SHA-256 of the given labels, 64 hexadecimal digits.</param>
/// <param name="Epoch">The epoch in hand, 1-based.</param>
/// <param name="Position">Training images of the epoch that were trained on, at least 1; all of them when its evaluation is to
/// come.</param>
/// <param name="Step">Steps done, at least 1.</param>
/// <param name="Sequence">Points told so far; those that are told after a resume are numbered from the next one on.</param>
/// <param name="State">Network, optimiser, generator, report, early stopping and what was shown, as <see cref="TrainingState"/>
/// writes them.</param>
public sealed record Checkpoint(byte[] SpecHash, string GivenLabelHash, int Epoch, int Position, int Step, long Sequence, byte[] State)
{
    /// <summary>Whether its epoch has been measured and told, as that of a final one: what goes on from it begins with the next.</summary>
    public bool IsEpochDone { get; init; }

    /// <summary>What a checkpoint knows its spec by.</summary>
    /// <param name="spec">The spec.</param>
    /// <returns><see cref="RecipeHash"/>, 32 bytes.</returns>
    public static byte[] HashOf(RunSpec spec) => RecipeHash.Of(spec);

    /// <summary>Whether it was made from this spec.</summary>
    /// <param name="spec">The spec.</param>
    public bool IsOf(RunSpec spec) => RecipeHash.Is(SpecHash, spec);
}
