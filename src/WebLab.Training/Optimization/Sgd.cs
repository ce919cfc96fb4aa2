using TorchSharp;
using WebLab.Training.Checkpoints;
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
    private readonly Scalar _weightDecay;
    private bool _first = true;

    /// <param name="weights">What is trained; each has a gradient when <see cref="Step(double)"/> is called.</param>
    /// <param name="momentum">0 to 0.999.</param>
    /// <param name="weightDecay">The coefficient of the l2 penalty.</param>
    public Sgd(IEnumerable<Tensor> weights, double momentum, double weightDecay)
    {
        _weights = [.. weights];
        // Without momentum the fused operator insists on having none to keep.
        _momenta = momentum == 0 ? [] : [.. _weights.Select(weight => zeros_like(weight))];
        _momentum = HeldNumbers.Of(momentum);
        _weightDecay = HeldNumbers.Of(weightDecay);
    }

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
        _script.invoke("step", _weights, gradients, _momenta, rate, _momentum, _weightDecay, _first);
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
        _weightDecay.Dispose();
        foreach (var momentum in _momenta)
            momentum.Dispose();
    }
}
