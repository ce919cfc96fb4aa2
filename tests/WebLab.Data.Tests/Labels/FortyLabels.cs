using System.IO.Compression;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.Tests.Labels;

/// <summary>The labels of a set of forty images, and the same with every third one changed, as files hold them.</summary>
internal static class FortyLabels
{
    public const int Count = 40;

    public static readonly string[] Names =
    [
        "airplane",
        "automobile",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "sea horse",
        "truck",
    ];

    public static readonly LabelTarget Forty = new("Forty", Names, Count, 20, Count);

    public static readonly int[] Clean = [.. Enumerable.Range(0, Count).Select(i => ((i * 7) + 3) % 10)];

    public static readonly int[] Worse = [.. Clean.Select((label, i) => i % 3 == 0 ? (label + 1) % 10 : label)];

    public static byte[] Made(string file)
    {
        using var stream =
            typeof(FortyLabels).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"make.py has not made {file}.");
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static string Refusal(string name, byte[] content, LabelChoice? choice = null) =>
        Assert.ThrowsAny<DatasetException>(() => LabelFile.Read(name, content, Forty, choice ?? new())).Message;

    public static string Lines(IEnumerable<int> labels) => string.Concat(labels.Select(label => $"{label}\n"));

    public static byte[] Gzipped(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return zipped.ToArray();
    }

    public static byte[] Bytes(IEnumerable<int> labels) => [.. labels.Select(label => (byte)label)];

    public static byte[] Raw(int[] labels, int width, bool isBigEndian)
    {
        var bytes = new byte[labels.Length * width];
        for (var i = 0; i < labels.Length; i++)
            bytes[(i * width) + (isBigEndian ? width - 1 : 0)] = (byte)labels[i];
        return bytes;
    }
}
