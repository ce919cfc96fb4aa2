namespace WebLab.Contracts.Specs;

/// <summary>The recipe of a kernel solution; only for the models that are kernels (see <see cref="Kernels.KernelFacts"/>).</summary>
public sealed record KernelSpec
{
    /// <summary>gamma of exp(-gamma ||x - y||²), on pixels divided by 255. The paper's first author took 0.02 for MNIST (paper.md
    /// 1.9).</summary>
    public double Gamma { get; init; } = 0.02;

    /// <summary>What is added to the diagonal of the kernel matrix; 0 gives the solution of least norm.</summary>
    public double Ridge { get; init; }

    /// <summary>How many random convolutional filters; each gives four features. The paper took 32,000 (section 5, footnote 2).</summary>
    public int Filters { get; init; } = 1_000;
}
