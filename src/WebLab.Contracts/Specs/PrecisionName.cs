namespace WebLab.Contracts.Specs;

/// <summary>The ids of the number formats that a network is trained in. Weights, their momenta, evaluation and checkpoints are float32 in
/// each.</summary>
public static class PrecisionName
{
    /// <summary>Everything in float32.</summary>
    public const string Full = "float32";

    /// <summary>Layers in bfloat16, on processors and GPUs that have it.</summary>
    public const string Bfloat16 = "bfloat16";

    /// <summary>Products in TensorFloat-32, on GPUs that have it.</summary>
    public const string Tf32 = "tf32";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Full, Bfloat16, Tf32];
}
