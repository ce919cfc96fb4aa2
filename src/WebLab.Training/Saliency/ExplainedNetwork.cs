using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Saliency;

/// <summary>
/// A trained network that is asked where it looks: the gradient of one of its outputs, in evaluation mode. Its weights ask for no
/// gradients any more.
/// </summary>
public sealed class ExplainedNetwork
{
    /// <summary>Images of a batch on a CPU, whose caches they stay in (see Evaluation).</summary>
    internal const int CpuBatch = 128;

    private const int GpuBatch = 1_024;

    private readonly Module<Tensor, Tensor> _network;
    private readonly Action? _beforeBatch;

    /// <summary>Takes a network to be explained; it is left in evaluation mode.</summary>
    /// <param name="network">N x channels x rows x columns to N x classes.</param>
    /// <param name="example">An example or more, to see what the network is made of.</param>
    /// <param name="beforeBatch">Called before each batch of images; may throw to end it. Null for nothing.</param>
    public ExplainedNetwork(Module<Tensor, Tensor> network, Tensor example, Action? beforeBatch = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(example);
        (_network, _beforeBatch) = (network, beforeBatch);
        network.eval();
        foreach (var weight in network.parameters())
            weight.requires_grad = false;
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var trace = new ActivationTrace(cuts: false);
        using (Rectifier.Under(trace))
            network.forward(example.narrow(0, 0, 1));
        (HasRectifiers, HasFeatureMaps) = (trace.Rectifiers > 0, trace.LastFeatures is not null);
    }

    /// <summary>Whether it has rectified units that are known as such (<see cref="Rectifier"/>).</summary>
    public bool HasRectifiers { get; }

    /// <summary>Whether it has maps of features, which a convolution makes.</summary>
    public bool HasFeatureMaps { get; }

    /// <summary>The class with the greatest output for each, int64.</summary>
    /// <param name="images">N x channels x rows x columns.</param>
    public Tensor Predictions(Tensor images)
    {
        using var none = no_grad();
        return InBatches(images, batch => _network.forward(batch).argmax(1));
    }

    /// <summary>The output of a class for each image.</summary>
    /// <param name="images">N x channels x rows x columns.</param>
    /// <param name="classes">One an image, int64.</param>
    public Tensor Outputs(Tensor images, Tensor classes)
    {
        using var none = no_grad();
        return InBatches(images, classes, (batch, chosen) => Chosen(_network.forward(batch), chosen));
    }

    /// <summary>The gradient of each image's chosen output with respect to the image, of the same shape.</summary>
    /// <param name="images">N x channels x rows x columns.</param>
    /// <param name="classes">The chosen output of each, int64.</param>
    public Tensor Gradient(Tensor images, Tensor classes) =>
        InBatches(
            images,
            classes,
            (batch, chosen) =>
            {
                var input = batch.detach().clone().requires_grad_(true);
                return autograd.grad([Chosen(_network.forward(input), chosen).sum()], [input])[0];
            }
        );

    /// <summary>That gradient where each rectified unit passes back only what is positive (Springenberg et al. 2015).</summary>
    /// <param name="images">N x channels x rows x columns.</param>
    /// <param name="classes">The chosen output of each, int64.</param>
    public Tensor GuidedGradient(Tensor images, Tensor classes) => InBatches(images, classes, Guided);

    /// <summary>The maps of the last convolution and the gradient of each image's chosen output with respect to them, both N x maps x rows
    /// x columns.</summary>
    /// <param name="images">N x channels x rows x columns.</param>
    /// <param name="classes">The chosen output of each, int64.</param>
    /// <param name="make">What is made of them, a batch at a time.</param>
    public Tensor FromFeatures(Tensor images, Tensor classes, Func<Tensor, Tensor, Tensor> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return InBatches(
            images,
            classes,
            (batch, chosen) =>
            {
                var input = batch.detach().clone().requires_grad_(true);
                var trace = new ActivationTrace(cuts: false);
                Tensor outputs;
                using (Rectifier.Under(trace))
                    outputs = _network.forward(input);
                var features = trace.LastFeatures ?? throw new TrainingFailedException("The network has no convolution.");
                return make(features.detach(), autograd.grad([Chosen(outputs, chosen).sum()], [features])[0]);
            }
        );
    }

    // The pass is cut at each unit, and gone back piece by piece: what reaches a unit comes from pieces after it, all of which are done.
    private Tensor Guided(Tensor batch, Tensor chosen)
    {
        var input = batch.detach().clone().requires_grad_(true);
        var trace = new ActivationTrace(cuts: true);
        Tensor outputs;
        using (Rectifier.Under(trace))
            outputs = _network.forward(input);
        Chosen(outputs, chosen).sum().backward();
        foreach (var (before, after) in trace.Cuts.Reverse())
        {
            if (after.grad is { } gradient && before.requires_grad)
                before.backward([gradient.AtLeast(0) * before.detach().Above(0)], create_graph: false);
        }
        return input.grad!.clone();
    }

    private static Tensor Chosen(Tensor outputs, Tensor classes) => outputs.gather(1, classes.unsqueeze(1)).squeeze(1);

    private Tensor InBatches(Tensor images, Func<Tensor, Tensor> act) => InBatches(images, images, (batch, _) => act(batch));

    private Tensor InBatches(Tensor images, Tensor beside, Func<Tensor, Tensor, Tensor> act)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(beside);
        using var scope = NewDisposeScope();
        var most = images.device.type == TorchSharp.DeviceType.CPU ? CpuBatch : GpuBatch;
        var parts = new List<Tensor>();
        for (var start = 0L; start < images.shape[0]; start += most)
        {
            _beforeBatch?.Invoke();
            using var each = NewDisposeScope();
            var count = Math.Min(most, images.shape[0] - start);
            parts.Add(act(images.narrow(0, start, count), beside.narrow(0, start, count)).detach().MoveToOuterDisposeScope());
        }
        return cat(parts).MoveToOuterDisposeScope();
    }
}
