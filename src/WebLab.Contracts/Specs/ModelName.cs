namespace WebLab.Contracts.Specs;

/// <summary>The ids of the networks of the paper (section 3, appendix A), the linear softmax they are contrasted with, and the kernels
/// of section 5.</summary>
public static class ModelName
{
    /// <summary>Small Inception with batch normalisation (figure 3): 1,649,402 trainable parameters on 28x28x3.</summary>
    public const string SmallInception = "small-inception";

    /// <summary>Small Inception with every batch normalisation removed: 1,649,402 trainable parameters on 28x28x3.</summary>
    public const string SmallInceptionNoBn = "small-inception-no-bn";

    /// <summary>Small AlexNet: 1,387,786 trainable parameters on 28x28x3.</summary>
    public const string SmallAlexnet = "small-alexnet";

    /// <summary>Three hidden layers of 512: 1,735,178 trainable parameters on 28x28x3.</summary>
    public const string Mlp3x512 = "mlp-3x512";

    /// <summary>One hidden layer of 512: 1,209,866 trainable parameters on 28x28x3.</summary>
    public const string Mlp1x512 = "mlp-1x512";

    /// <summary>Softmax regression: 23,530 trainable parameters on 28x28x3. Not a network of the paper; its "linear model" of section
    /// 5.</summary>
    public const string Linear = "linear";

    /// <summary>The minimum-norm solution with the linear kernel on pixels (section 5): solved, not trained.</summary>
    public const string LinearKernel = "linear-kernel";

    /// <summary>The minimum-norm solution with the Gaussian kernel on pixels (section 5, table 3).</summary>
    public const string GaussianKernel = "gaussian-kernel";

    /// <summary>The minimum-norm solution on the features of a convolutional network with random filters (section 5, table 3).</summary>
    public const string RandomFeatures = "random-features";

    /// <summary>The minimum-norm solution with the Gaussian kernel on Gabor features (section 5, table 3).</summary>
    public const string GaborKernel = "gabor-kernel";
}
