using WebLab.Training.Models;
using WebLab.Training.Optimization;
using static TorchSharp.torch;

namespace WebLab.Training.Scores;

/// <summary>
/// The MLP of 512 and 256 rectified units that the authors of memorisation scores trained two thousand of. Its gradients are written out:
/// hundreds of networks that take a millisecond a step would spend most of it on keeping a graph.
/// </summary>
internal sealed class ScoredNetwork : IDisposable
{
    private const int First = 512,
        Second = 256;
    private const double Momentum = 0.9,
        BiasDeviation = 0.01;

    private readonly Tensor[] _weights,
        _biases;
    private readonly Sgd _sgd;

    /// <param name="inputs">Values of an example.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="seed">Draws the weights, as the authors did: Glorot's normal ones, and biases of 0.01.</param>
    /// <param name="device">Where.</param>
    public ScoredNetwork(int inputs, int classes, ulong seed, Device device)
    {
        using var none = no_grad();
        using var generator = new Generator((ulong)(long)(seed >> 1));
        int[] sizes = [inputs, First, Second, classes];
        _weights = [.. Layers().Select(i => Draw([sizes[i + 1], sizes[i]], Math.Sqrt(2.0 / (sizes[i] + sizes[i + 1]))))];
        _biases = [.. Layers().Select(i => Draw([sizes[i + 1]], BiasDeviation))];
        _sgd = new([.. _weights, .. _biases], Momentum, weightDecay: 0);

        IEnumerable<int> Layers() => Enumerable.Range(0, sizes.Length - 1);

        Tensor Draw(long[] shape, double deviation)
        {
            using var drawn = randn(shape, generator: generator).Scale(deviation);
            return drawn.to(device, copy: true).DetachFromDisposeScope();
        }
    }

    /// <summary>Layer by layer, the first first.</summary>
    public IReadOnlyList<(Tensor Weight, Tensor Bias)> Layers => [.. _weights.Zip(_biases)];

    /// <summary>The outputs, N x classes, before the softmax.</summary>
    /// <param name="examples">N x inputs.</param>
    public Tensor Outputs(Tensor examples)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        return Forward(examples)[^1].MoveToOuterDisposeScope();
    }

    /// <summary>One step of gradient descent on the mean cross-entropy.</summary>
    /// <param name="examples">N x inputs.</param>
    /// <param name="targets">N x classes, one-hot.</param>
    /// <param name="learningRate">The step size.</param>
    public void Step(Tensor examples, Tensor targets, double learningRate)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var units = Forward(examples);
        var error = units[^1].softmax(1).sub_(targets).DivideBy(examples.shape[0]);
        var gradients = new Tensor[2 * _weights.Length];
        for (var layer = _weights.Length - 1; layer >= 0; layer--)
        {
            gradients[layer] = OneDnnProduct.ByTransposed(error.t(), units[layer].t());
            gradients[_weights.Length + layer] = error.sum([0L]);
            if (layer > 0)
                error = OneDnnProduct.ByTransposed(error, _weights[layer].t()).mul_(units[layer].Above(0));
        }
        _sgd.Step(gradients, learningRate);
    }

    /// <summary>The length of the gradient of each example's cross-entropy in all weights and biases. The gradient of a layer's weights is
    /// the outer product of what comes back to the layer and what went into it, so that its length is the product of theirs.</summary>
    /// <param name="examples">N x inputs.</param>
    /// <param name="targets">N x classes, one-hot.</param>
    public Tensor GradientLengths(Tensor examples, Tensor targets)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var units = Forward(examples);
        var error = units[^1].softmax(1).sub_(targets);
        var squares = zeros(examples.shape[0], device: examples.device);
        for (var layer = _weights.Length - 1; layer >= 0; layer--)
        {
            squares.Increase(error.Squared().sum(1) * units[layer].Squared().sum(1).Plus(1));
            if (layer > 0)
                error = OneDnnProduct.ByTransposed(error, _weights[layer].t()).mul_(units[layer].Above(0));
        }
        return squares.sqrt().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _sgd.Dispose();
        foreach (var tensor in _weights.Concat(_biases))
            tensor.Dispose();
    }

    // What goes into each layer, and the outputs.
    private List<Tensor> Forward(Tensor examples)
    {
        var units = new List<Tensor> { examples };
        for (var layer = 0; layer < _weights.Length; layer++)
        {
            var sum = OneDnnProduct.Affine(units[layer], _weights[layer], _biases[layer]);
            units.Add(layer == _weights.Length - 1 ? sum : sum.relu_());
        }
        return units;
    }
}
