using WebLab.Contracts.Specs;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Analyses;

/// <summary>The weights that a training starts from where they are those of a stored run. A training that is resumed has its own
/// already.</summary>
internal static class StartingWeights
{
    /// <summary>Gives a new network the weights that its recipe asks for; those that its seed gave stay where it asks for none.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="stored">The runs that the worker was given.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="TrainingFailedException">They cannot be had; the message says why.</exception>
    public static void Read(RunSpec spec, IReadOnlyList<StoredNetwork> stored, Module network)
    {
        if (spec.StartFrom is null)
            return;
        if (stored is not [var from])
            throw new TrainingFailedException($"startFrom must be none where there is no server that keeps runs; it was {spec.StartFrom}.");
        from.ReadInto(network);
    }
}
