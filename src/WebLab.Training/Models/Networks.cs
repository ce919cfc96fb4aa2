using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>Builds the networks.</summary>
internal static class Networks
{
    private const int HiddenUnits = 512;

    /// <summary>Builds a spec's network on the CPU, its weights drawn from the spec's initialisation seed.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="channels">Channels of the 28x28 images, 1 or 3.</param>
    /// <param name="generator">What dropout draws from, on the device that the network is moved to.</param>
    /// <returns>The network; its input is N x channels x 28 x 28, its output N x classes, before the softmax.</returns>
    public static Module<Tensor, Tensor> Create(RunSpec spec, int channels, Generator generator)
    {
        var classes = DatasetFacts.Of(spec.Dataset).Classes.Count;
        var inputs = channels * DatasetFacts.CropSize * DatasetFacts.CropSize;
        var dropout = new Dropout(spec.Regularisers.Dropout, generator);
        Module<Tensor, Tensor> network = spec.Model switch
        {
            ModelName.SmallInception => new SmallInception(channels, classes, batchNorm: true, dropout),
            ModelName.SmallInceptionNoBn => new SmallInception(channels, classes, batchNorm: false, dropout),
            ModelName.SmallAlexnet => new SmallAlexnet(channels, classes, dropout),
            ModelName.Mlp3x512 => new Mlp(inputs, 3, HiddenUnits, classes, dropout),
            ModelName.Mlp1x512 => new Mlp(inputs, 1, HiddenUnits, classes, dropout),
            ModelName.Linear => new Mlp(inputs, 0, HiddenUnits, classes, dropout),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Model, "Not a network."),
        };
        Initialisation.Apply(network, Seeds.Derive(spec.Seed, Seeds.Initialisation));
        return network;
    }

    /// <summary>The number of trainable parameters.</summary>
    /// <param name="network">The network.</param>
    public static int CountParameters(Module network) => (int)network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Whether a network convolves, so that its images are best laid out channels-last.</summary>
    /// <param name="name">The network.</param>
    public static bool IsConvolutional(string name) =>
        name is ModelName.SmallInception or ModelName.SmallInceptionNoBn or ModelName.SmallAlexnet;
}
