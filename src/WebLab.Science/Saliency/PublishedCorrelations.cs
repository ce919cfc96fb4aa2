using WebLab.Contracts.Specs;

namespace WebLab.Science.Saliency;

/// <summary>
/// The bars of Adebayo et al. 2018, "Sanity checks for saliency maps", for the data-randomisation test, read off to about .01: the rank
/// correlation of maps by a network of true labels and one of permuted labels.
/// </summary>
public static class PublishedCorrelations
{
    // With and without absolute value.
    private static readonly Dictionary<(string Dataset, string Network), Dictionary<string, (double Absolute, double Signed)>> Bars = new()
    {
        [(DatasetName.Mnist, "cnn")] = new()
        {
            ["gradient"] = (.16, .09),
            ["smooth-grad"] = (.24, .10),
            ["guided-backprop"] = (.57, .12),
            ["grad-cam"] = (.03, .01),
            ["integrated-gradients"] = (.99, .14),
            ["ig-smooth-grad"] = (.46, .12),
            ["gradient-input"] = (.99, .13),
        },
        [(DatasetName.Mnist, "mlp")] = new()
        {
            ["gradient"] = (.61, .11),
            ["smooth-grad"] = (.59, .11),
            ["guided-backprop"] = (.70, .20),
            ["integrated-gradients"] = (.99, .10),
            ["ig-smooth-grad"] = (.80, .07),
            ["gradient-input"] = (.99, .09),
        },
    };

    /// <summary>An authors' bar; null where there is none.</summary>
    /// <param name="dataset">The data set's name.</param>
    /// <param name="network"><c>cnn</c> or <c>mlp</c>.</param>
    /// <param name="method">The method's stored name.</param>
    /// <param name="isAbsolute">With absolute value, or without.</param>
    public static double? Find(string dataset, string network, string method, bool isAbsolute) =>
        Bars.TryGetValue((dataset, network), out var bars) && bars.TryGetValue(method, out var bar)
            ? isAbsolute
                ? bar.Absolute
                : bar.Signed
            : null;
}
