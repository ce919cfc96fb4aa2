using System.Text.Json.Serialization;

namespace WebLab.Contracts.Specs;

/// <summary>The data sets that WebLab trains on.</summary>
public enum DatasetName
{
    /// <summary>Ten classes of small coloured 32x32 images that WebLab draws itself from the run's seed-free, fixed recipe.</summary>
    Generated,

    /// <summary>CIFAR-10: 50,000 training and 10,000 test images, 32x32x3 (paper, appendix A).</summary>
    [JsonStringEnumMemberName("cifar-10")]
    Cifar10,

    /// <summary>MNIST: 60,000 training and 10,000 test images, 28x28x1 (paper, section 5).</summary>
    Mnist,
}
