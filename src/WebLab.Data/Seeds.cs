using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WebLab.Data;

/// <summary>
/// Derives the seed of each random draw of a run from its root seed and the draw's name, so that changing one draw
/// (another network, another corruption) leaves every other draw as it was.
/// </summary>
public static class Seeds
{
    /// <summary>Given labels, and the pixels of training images.</summary>
    public const string Corruption = "corruption";

    /// <summary>The pixels of test images, where a corruption draws one image at a time.</summary>
    public const string TestCorruption = "test-corruption";

    /// <summary>The initial weights.</summary>
    public const string Initialisation = "initialisation";

    /// <summary>The initial weights of a second network that is trained beside the first.</summary>
    public const string PeerInitialisation = "peer-initialisation";

    /// <summary>Which images are mixed, and in what shares.</summary>
    public const string Mixing = "mixing";

    /// <summary>The order of the training images in each epoch.</summary>
    public const string Shuffling = "shuffling";

    /// <summary>Crops, flips, rotations and dropped units.</summary>
    public const string Augmentation = "augmentation";

    /// <summary>Which training images are held out for early stopping.</summary>
    public const string HoldOut = "hold-out";

    /// <summary>The seed of one named draw.</summary>
    /// <param name="root">The run's seed.</param>
    /// <param name="name">One of the names above.</param>
    /// <returns>The first eight bytes of SHA-256 of <c>root/name</c>: any 64-bit value.</returns>
    public static ulong Derive(int root, string name)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{root}/{name}");
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
