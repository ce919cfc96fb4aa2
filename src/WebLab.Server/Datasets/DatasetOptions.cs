namespace WebLab.Server.Datasets;

public sealed class DatasetOptions
{
    /// <summary>A folder that holds data sets, each in its own folder; null for none. Absolute once the server has started.</summary>
    public string? Root { get; set; }

    /// <summary>The folder of the site where the publisher of CIFAR-10 offers its archive.</summary>
    public Uri Cifar10Url { get; set; } = new("https://www.cs.toronto.edu/~kriz/");

    /// <summary>A mirror of MNIST's four files; the publisher's own site has closed.</summary>
    public Uri MnistUrl { get; set; } = new("https://ossci-datasets.s3.amazonaws.com/mnist/");

    /// <summary>The wait before the second attempt of a download; it doubles with each further one.</summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a publisher may send nothing.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);
}
