using WebLab.Contracts.Specs;
using WebLab.Data;

namespace WebLab.Training.Losses;

/// <summary>The losses that this process knows: the trainer's own and those of the extensions that were loaded.</summary>
public static class LossRegistry
{
    /// <summary>What this process trains on.</summary>
    public static DescriptorRegistry<LossDescriptor> Current { get; } = Create();

    /// <summary>Every loss, in the order in which they are shown.</summary>
    public static IReadOnlyList<LossDescriptor> All => [.. Current.All.OrderBy(loss => loss.Place)];

    /// <summary>The trainer's own losses.</summary>
    public static DescriptorRegistry<LossDescriptor> Create()
    {
        var losses = new DescriptorRegistry<LossDescriptor>("loss", loss => loss.Id);
        losses.Add(typeof(LossRegistry).Assembly);
        return losses;
    }

    /// <summary>The descriptor of a spec's loss.</summary>
    /// <param name="spec">The spec.</param>
    /// <exception cref="TrainingFailedException">There is no such loss here.</exception>
    public static LossDescriptor Of(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Current.Find(spec.Loss.Kind)
            ?? throw new TrainingFailedException($"loss.kind must be a loss that this trainer has; it was {spec.Loss.Kind}.");
    }
}
