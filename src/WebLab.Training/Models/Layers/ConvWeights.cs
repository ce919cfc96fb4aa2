using TorchSharp.Modules;
using static TorchSharp.torch;

namespace WebLab.Training.Models;

/// <summary>The weights of a convolution.</summary>
public static class ConvWeights
{
    /// <summary>
    /// Weights outputs x inputs x side x side, channels-last in memory like the images: half as fast again for small Inception on a CPU.
    /// TorchSharp has no method that takes a memory format, but strides carry it.
    /// </summary>
    public static Parameter Zeros(int outputs, int inputs, int side) => new(zeros(outputs, side, side, inputs).permute(0, 3, 1, 2));
}
