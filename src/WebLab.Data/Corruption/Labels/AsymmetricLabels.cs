using WebLab.Contracts.Specs;

namespace WebLab.Data.Corruption.Labels;

/// <summary>
/// With probability p the class that a label is commonly mistaken for (Patrini et al. 2017). Classes that are not mistaken keep
/// their labels, so that CIFAR-10's realised rate is about p/2.
/// </summary>
internal static class AsymmetricLabels
{
    // truck to automobile, bird to airplane, deer to horse, cat to dog and back.
    private static readonly Dictionary<byte, byte> Cifar10 = new()
    {
        [9] = 1,
        [2] = 0,
        [4] = 7,
        [3] = 5,
        [5] = 3,
    };

    // 7 to 1, 2 to 7, 5 to 6 and back, 3 to 8.
    private static readonly Dictionary<byte, byte> Mnist = new()
    {
        [7] = 1,
        [2] = 7,
        [5] = 6,
        [6] = 5,
        [3] = 8,
    };

    public static byte[] Draw(byte[] trueLabels, string dataset, double rate, RandomStream random)
    {
        var mistaken = dataset == DatasetName.Mnist ? Mnist : Cifar10;
        return Array.ConvertAll(trueLabels, label => random.NextDouble() < rate ? mistaken.GetValueOrDefault(label, label) : label);
    }
}
