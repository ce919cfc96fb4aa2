namespace WebLab.Contracts.Specs;

/// <summary>The ids of the data sets that come with WebLab.</summary>
public static class DatasetName
{
    /// <summary>Ten classes of small coloured 32x32 images that WebLab draws itself from the run's seed-free, fixed recipe.</summary>
    public const string Generated = "generated";

    /// <summary>CIFAR-10: 50,000 training and 10,000 test images, 32x32x3 (paper, appendix A).</summary>
    public const string Cifar10 = "cifar-10";

    /// <summary>MNIST: 60,000 training and 10,000 test images, 28x28x1 (paper, section 5).</summary>
    public const string Mnist = "mnist";
}
