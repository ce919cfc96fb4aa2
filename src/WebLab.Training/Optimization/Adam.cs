using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.jit;

namespace WebLab.Training.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015) without weight decay: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g,
/// w -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + 1e-8), b1 = 0.9, b2 = 0.999. In small batches it moves more memory than the
/// network; the fused operator makes one pass where the plain formula makes a dozen.
/// </summary>
internal sealed class Adam : IDisposable
{
    private const string Source = """
        def step(weights: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor],
                 none: List[Tensor], rate: float):
            torch._foreach_add_(steps, 1)
            torch._fused_adam_(weights, gradients, means, squares, none, steps, lr=rate, beta1=0.9, beta2=0.999, weight_decay=0.0,
                               eps=1e-8, amsgrad=False, maximize=False)
            return 0

        """;

    private readonly CompilationUnit _script = compile(Source);
    private readonly Tensor[] _weights;
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;
    private readonly Tensor[] _steps;
    private readonly Scalar _rate;

    /// <param name="weights">What is trained; each has a gradient when <see cref="Step"/> is called.</param>
    /// <param name="rate">The learning rate.</param>
    public Adam(IEnumerable<Tensor> weights, double rate)
    {
        _weights = [.. weights];
        _means = [.. _weights.Select(weight => zeros_like(weight))];
        _squares = [.. _weights.Select(weight => zeros_like(weight))];
        _steps = [.. _weights.Select(weight => zeros(1, device: weight.device).squeeze())];
        // Held: see Sgd.
        _rate = HeldNumbers.Of(rate);
    }

    /// <summary>Moves the weights by their gradients, and drops those.</summary>
    public void Step()
    {
        using var _ = no_grad();
        Tensor[] gradients = [.. _weights.Select(weight => weight.grad!)];
        _script.invoke("step", _weights, gradients, _means, _squares, _steps, Array.Empty<Tensor>(), _rate);
        GC.KeepAlive(gradients);
        foreach (var weight in _weights)
            weight.grad = null;
    }

    public void Dispose()
    {
        _script.Dispose();
        _rate.Dispose();
        foreach (var state in _means.Concat(_squares).Concat(_steps))
            state.Dispose();
    }
}
