namespace WebLab.Bench.Training;

/// <summary>A way to write the peer's script.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Options">Of bench.py.</param>
internal sealed record PeerVariant(string Title, IReadOnlyList<string> Options)
{
    /// <summary>What is known to make PyTorch faster on a CPU, one by one and together.</summary>
    public static IReadOnlyList<PeerVariant> For(PeerNetwork network, bool inBfloat16)
    {
        IReadOnlyList<string> precision = inBfloat16 ? ["--bf16"] : [];
        IEnumerable<PeerVariant> float32 =
        [
            new("defaults", []),
            new("fused optimiser", ["--opt", "fused"]),
            new("channels-last, fused optimiser", ["--channels-last", "--opt", "fused"]),
            new("channels-last, fused optimiser, compiled", ["--channels-last", "--opt", "fused", "--compile"]),
        ];
        return
        [
            .. float32
                .Where(each => network.Convolves || each.Title != "channels-last, fused optimiser")
                .Select(each => each with { Options = [.. each.Options, .. precision] }),
        ];
    }
}
