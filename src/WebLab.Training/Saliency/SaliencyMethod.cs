using WebLab.Data;
using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>
/// A way to ask where a network looks: a map of an image that says how much each pixel bears on an output. One stands in a file of its own
/// and is found by its type.
/// </summary>
public abstract class SaliencyMethod
{
    /// <summary>The stored name, which never changes.</summary>
    public abstract string Id { get; }

    /// <summary>Its name on the screen.</summary>
    public abstract string Title { get; }

    /// <summary>One sentence on what it shows, with its formula and source.</summary>
    public abstract string Sentence { get; }

    /// <summary>Its place among the others.</summary>
    public abstract int Place { get; }

    /// <summary>Why it cannot explain such a network, one sentence, or null.</summary>
    /// <param name="network">The network.</param>
    public virtual string? Refusal(ExplainedNetwork network) => null;

    /// <summary>The maps, N x channels x rows x columns; one channel where the method tells no channels apart.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">N x channels x rows x columns, as the network takes them.</param>
    /// <param name="classes">The output that is explained, one an image, int64.</param>
    /// <param name="seed">Draws its noise, where it has any.</param>
    /// <exception cref="TrainingFailedException">It cannot explain such a network; the message says why.</exception>
    public Tensor Maps(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed)
    {
        if (Refusal(network) is { } refusal)
            throw new TrainingFailedException(refusal);
        using var scope = NewDisposeScope();
        return Draw(network, images, classes, seed).MoveToOuterDisposeScope();
    }

    /// <summary>What must be told beside maps that it made, one sentence, or null.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">N x channels x rows x columns, as the network takes them.</param>
    /// <param name="classes">The output that is explained, one an image, int64.</param>
    /// <param name="maps">What <see cref="Maps"/> gave for them.</param>
    public virtual string? Doubt(ExplainedNetwork network, Tensor images, Tensor classes, Tensor maps) => null;

    /// <summary>Makes the maps, of a network that it can explain.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">N x channels x rows x columns, as the network takes them.</param>
    /// <param name="classes">The output that is explained, one an image, int64.</param>
    /// <param name="seed">Draws its noise, where it has any.</param>
    protected abstract Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed);
}

/// <summary>The methods that this process knows.</summary>
public static class SaliencyMethods
{
    private static readonly DescriptorRegistry<SaliencyMethod> Registry = Create();

    /// <summary>Every method, in the order in which they are shown.</summary>
    public static IReadOnlyList<SaliencyMethod> All { get; } = [.. Registry.All.OrderBy(method => method.Place)];

    private static DescriptorRegistry<SaliencyMethod> Create()
    {
        var methods = new DescriptorRegistry<SaliencyMethod>("saliency method", method => method.Id);
        methods.Add(typeof(SaliencyMethods).Assembly);
        return methods;
    }
}
