using WebLab.Contracts.Specs;

namespace WebLab.Bench.Training;

/// <summary>A network that both sides train.</summary>
/// <param name="Model">Its name here.</param>
/// <param name="PeerName">Its name in the peer's bench.py.</param>
/// <param name="TrainSize">Images an epoch, so that an epoch takes about a second on two cores.</param>
/// <param name="Epochs">Epochs a round; the first warms up and is not counted.</param>
/// <param name="Convolves">Whether the peer can lay its images out channels-last.</param>
/// <param name="TargetShare">Of the ceiling that products of large matrices reach, at least.</param>
internal sealed record PeerNetwork(string Model, string PeerName, int TrainSize, int Epochs, bool Convolves, double TargetShare)
{
    private const double Convnets = 0.7,
        Mlps = 0.6;

    public static IReadOnlyList<PeerNetwork> All { get; } =
    [
        new(ModelName.Mlp1x512, "mlp1x512", 20_000, 7, false, Mlps),
        new(ModelName.Mlp3x512, "mlp3x512", 16_000, 6, false, Mlps),
        new(ModelName.SmallAlexnet, "alexnet", 1_280, 6, true, Convnets),
        new(ModelName.SmallInception, "inception", 384, 5, true, Convnets),
    ];
}
