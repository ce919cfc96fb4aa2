using System.IO.Compression;

namespace WebLab.Data.Tests.Datasets;

/// <summary>Small data sets in the form of MNIST.</summary>
internal static class IdxFiles
{
    public const int Train = 30,
        Test = 20;

    /// <summary>Writes the four files of a set.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="name">The files' names, with {0} for the split and {1} for images or labels.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="classes">Each class has as many images as the next, give or take one.</param>
    /// <param name="first">The number of the first class.</param>
    public static void Write(
        string folder,
        string name = "{0}-{1}-idx{2}-ubyte",
        int height = 20,
        int width = 14,
        int classes = 7,
        int first = 0,
        string test = "t10k"
    )
    {
        Directory.CreateDirectory(folder);
        foreach (var (split, count) in new[] { ("train", Train), (test, Test) })
        {
            Put(Path.Combine(folder, string.Format(null, name, split, "images", 3)), Images(count, height, width));
            Put(Path.Combine(folder, string.Format(null, name, split, "labels", 1)), Labels(count, classes, first));
        }
    }

    public static byte[] Images(int count, int height, int width) =>
        [
            .. new byte[] { 0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, (byte)height, 0, 0, 0, (byte)width },
            .. Enumerable.Range(0, count * height * width).Select(i => (byte)(i * 31)),
        ];

    public static byte[] Labels(int count, int classes = 7, int first = 0) =>
        [.. new byte[] { 0, 0, 8, 1, 0, 0, 0, (byte)count }, .. Enumerable.Range(0, count).Select(i => (byte)((i % classes) + first))];

    public static byte[] Gzipped(byte[] content)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return zipped.ToArray();
    }

    private static void Put(string path, byte[] content) =>
        File.WriteAllBytes(path, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Gzipped(content) : content);
}
