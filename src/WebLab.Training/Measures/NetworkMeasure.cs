using WebLab.Contracts.Measures;
using WebLab.Data;

namespace WebLab.Training.Measures;

/// <summary>
/// A number that a trained network has: what it is called, its formula and source, what it can and cannot say, and how it is taken. One
/// file makes one, found by its type in WebLab and in extensions; it needs a constructor without parameters.
/// </summary>
public abstract class NetworkMeasure
{
    /// <summary>The stored name, which never changes.</summary>
    public abstract string Id { get; }

    /// <summary>Its name on the screen.</summary>
    public abstract string Title { get; }

    /// <summary>What the number is, as a formula.</summary>
    public abstract string Formula { get; }

    /// <summary>Where it is defined.</summary>
    public abstract string Source { get; }

    /// <summary>What it can say, one or two sentences.</summary>
    public abstract string Says { get; }

    /// <summary>What it cannot say.</summary>
    public abstract string CannotSay { get; }

    /// <summary>Where it is shown, the least first.</summary>
    public virtual int Place => 1_000;

    /// <summary>Takes it. It runs in a dispose scope of its own, and must leave the network as it was.</summary>
    /// <param name="network">Of which network.</param>
    public abstract MeasureResult Take(MeasuredNetwork network);

    internal MeasureInfo Describe(string? extension) =>
        new()
        {
            Id = Id,
            Title = Title,
            Formula = Formula,
            Source = Source,
            Says = Says,
            CannotSay = CannotSay,
            Extension = extension,
        };
}

/// <summary>The measures that this process knows: the trainer's own and those of the extensions that were loaded.</summary>
public static class NetworkMeasures
{
    /// <summary>What this process can measure.</summary>
    public static DescriptorRegistry<NetworkMeasure> Current { get; } = Create();

    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<NetworkMeasure> All => [.. Current.All.OrderBy(measure => measure.Place)];

    private static DescriptorRegistry<NetworkMeasure> Create()
    {
        var measures = new DescriptorRegistry<NetworkMeasure>("measure", measure => measure.Id);
        measures.Add(typeof(NetworkMeasures).Assembly);
        return measures;
    }
}
