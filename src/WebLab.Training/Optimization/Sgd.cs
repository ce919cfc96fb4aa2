using TorchSharp;
using WebLab.Contracts.Specs;
using WebLab.Training.Checkpoints;
using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.jit;

namespace WebLab.Training.Optimization;

/// <summary>
/// Stochastic gradient descent with momentum and weight decay, as PyTorch defines it: g += weightDecay w; m = momentum m + g (m = g at
/// the first step); w -= learningRate m. The fused operator makes one pass over memory where the plain formula makes three; TorchSharp
/// does not bind it, TorchScript reaches it.
/// </summary>
internal sealed class Sgd : IDisposable
{
    private const string Source = """
        def step(weights: List[Tensor], gradients: List[Tensor], momenta: List[Tensor],
                 learning_rate: float, momentum: float, weight_decay: float, first: bool):
            torch._fused_sgd_(weights, gradients, momenta, lr=learning_rate, momentum=momentum, weight_decay=weight_decay,
                              dampening=0.0, nesterov=False, maximize=False, is_first_step=first)
            return 0

        """;

    private readonly CompilationUnit _script = compile(Source);
    private readonly Tensor[] _weights;
    private readonly Tensor[] _momenta;
    private readonly Scalar _momentum;
    private readonly Part[] _parts;
    private bool _first = true;

    /// <param name="weights">What is trained; each has a gradient when <see cref="Step(double)"/> is called.</param>
    /// <param name="momentum">0 to 0.999.</param>
    /// <param name="weightDecay">The coefficient of the l2 penalty.</param>
    public Sgd(IEnumerable<Tensor> weights, double momentum, double weightDecay)
        : this([.. weights.Select(weight => (weight, weightDecay))], momentum) { }

    /// <param name="weights">What is trained, each with the coefficient of its l2 penalty.</param>
    /// <param name="momentum">0 to 0.999.</param>
    public Sgd(IReadOnlyCollection<(Tensor Weight, double Decay)> weights, double momentum)
    {
        _weights = [.. weights.Select(each => each.Weight)];
        // Without momentum the fused operator insists on having none to keep.
        _momenta = momentum == 0 ? [] : [.. _weights.Select(weight => zeros_like(weight))];
        _momentum = HeldNumbers.Of(momentum);
        _parts =
        [
            .. weights
                .Select((each, place) => (each.Decay, place))
                .GroupBy(each => each.Decay, each => each.place)
                .Select(part => new Part(HeldNumbers.Of(part.Key), [.. part])),
        ];
    }

    /// <summary>The optimizer of a recipe's network.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="network">Its network, or one around it.</param>
    public static Sgd Of(RunSpec spec, nn.Module network) =>
        new([.. network.parameters().Zip(Networks.Decays(spec, network), (weight, decay) => ((Tensor)weight, decay))], spec.Momentum);

    /// <summary>Drops the gradients, so that the next backward pass hands over its own instead of adding to them.</summary>
    public void ClearGradients()
    {
        foreach (var weight in _weights)
            weight.grad = null;
    }

    /// <summary>Moves the weights along their gradients.</summary>
    /// <param name="learningRate">The step size.</param>
    public void Step(double learningRate) => Step([.. _weights.Select(weight => weight.grad!)], learningRate);

    /// <summary>Moves the weights along gradients that are given.</summary>
    /// <param name="gradients">One for each weight, of its shape.</param>
    /// <param name="learningRate">The step size.</param>
    public void Step(Tensor[] gradients, double learningRate)
    {
        using var _ = no_grad();
        // Numbers go in as scalars held here: those that invoke makes of a double are held by nothing, and a garbage collection between
        // their making and their reading in native code frees them ("Exception raised from toLong").
        using var rate = HeldNumbers.Of(learningRate);
        foreach (var part in _parts)
            _script.invoke("step", part.Of(_weights), part.Of(gradients), part.Of(_momenta), rate, _momentum, part.Decay, _first);
        GC.KeepAlive(gradients);
        _first = false;
    }

    /// <summary>Writes the momenta.</summary>
    /// <param name="writer">Of a checkpoint.</param>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_first);
        foreach (var momentum in _momenta)
            TensorState.Write(writer, momentum);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Of a checkpoint.</param>
    public void Load(BinaryReader reader)
    {
        _first = reader.ReadBoolean();
        foreach (var momentum in _momenta)
            TensorState.ReadInto(reader, momentum);
    }

    public void Dispose()
    {
        _script.Dispose();
        _momentum.Dispose();
        foreach (var part in _parts)
            part.Decay.Dispose();
        foreach (var momentum in _momenta)
            momentum.Dispose();
    }

    /// <summary>The weights of one decay, which one call of the operator moves.</summary>
    private sealed record Part(Scalar Decay, int[] Places)
    {
        // Most networks have one part, all of it; without momentum there are no tensors of it.
        public Tensor[] Of(Tensor[] all) => Places.Length == all.Length || all.Length == 0 ? all : Array.ConvertAll(Places, i => all[i]);
    }
}
