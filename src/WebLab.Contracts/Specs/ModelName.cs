using System.Text.Json.Serialization;

namespace WebLab.Contracts.Specs;

/// <summary>The networks of the paper (section 3, appendix A), the linear softmax they are contrasted with, and the kernels of section 5
/// (<see cref="Kernels.KernelFacts"/>).</summary>
public enum ModelName
{
    /// <summary>Small Inception with batch normalisation (figure 3): 1,649,402 trainable parameters on 28x28x3.</summary>
    SmallInception,

    /// <summary>Small Inception with every batch normalisation removed: 1,649,402 trainable parameters on 28x28x3.</summary>
    SmallInceptionNoBn,

    /// <summary>Small AlexNet: 1,387,786 trainable parameters on 28x28x3.</summary>
    SmallAlexnet,

    /// <summary>Three hidden layers of 512: 1,735,178 trainable parameters on 28x28x3.</summary>
    [JsonStringEnumMemberName("mlp-3x512")]
    Mlp3x512,

    /// <summary>One hidden layer of 512: 1,209,866 trainable parameters on 28x28x3.</summary>
    [JsonStringEnumMemberName("mlp-1x512")]
    Mlp1x512,

    /// <summary>Softmax regression: 23,530 trainable parameters on 28x28x3. Not a network of the paper; its "linear model" of section
    /// 5.</summary>
    Linear,

    /// <summary>The minimum-norm solution with the linear kernel on pixels (section 5): solved, not trained.</summary>
    LinearKernel,

    /// <summary>The minimum-norm solution with the Gaussian kernel on pixels (section 5, table 3).</summary>
    GaussianKernel,

    /// <summary>The minimum-norm solution on the features of a convolutional network with random filters (section 5, table 3).</summary>
    RandomFeatures,

    /// <summary>The minimum-norm solution with the Gaussian kernel on Gabor features (section 5, table 3).</summary>
    GaborKernel,
}
