namespace WebLab.Contracts.Theory;

/// <summary>Asks for the network of theorem 1 on a random sample. Ranges are those of <see cref="Theorem1Check"/>.</summary>
public sealed record Theorem1Request
{
    /// <summary>The size of the sample, n.</summary>
    public int N { get; init; } = 3_000;

    /// <summary>The dimensions of each input, d; 784 is an MNIST image.</summary>
    public int D { get; init; } = 784;

    /// <summary>The seed of the inputs, their labels and the direction.</summary>
    public int Seed { get; init; } = 1;
}
