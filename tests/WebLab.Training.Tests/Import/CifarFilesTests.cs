using System.Text;

namespace WebLab.Training.Tests.Import;

/// <summary>CIFAR-10 and CIFAR-100 are read as their publishers pack them.</summary>
public sealed class CifarFilesTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cifar_as_published_is_read_in_binary_and_in_Python_form(bool isPython)
    {
        for (var batch = 1; batch <= 3; batch++)
        {
            byte[] labels = [.. Enumerable.Range(0, 4).Select(i => (byte)(i % 2))];
            byte[] pixels = [.. Enumerable.Range(0, 4 * 3_072).Select(i => (byte)(i / 3_072 * 50))];
            var name = batch == 3 ? "test_batch" : $"data_batch_{batch}";
            if (isPython)
                _trial.Write($"cifar-10-batches-py/{name}", Batch(labels, pixels));
            else
                _trial.Write(
                    $"cifar-10-batches-bin/{name}.bin",
                    [.. Enumerable.Range(0, 4).SelectMany(i => pixels[(i * 3_072)..((i + 1) * 3_072)].Prepend(labels[i]))]
                );
        }
        if (!isPython)
            _trial.Write("cifar-10-batches-bin/batches.meta.txt", "airplane\nautomobile\n");
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((8, 4, 32, 3), (end.Facts!.TrainCount, end.Facts.TestCount, end.Facts.Height, end.Facts.Channels));
        Assert.Equal(isPython ? ["0", "1"] : ["airplane", "automobile"], splits.Classes);
        Assert.Equal(new byte[] { 0, 50, 100, 150 }, Enumerable.Range(0, 4).Select(i => splits.Train.Image(i)[7]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cifar_100_as_published_is_read_by_its_fine_labels_or_the_coarse_ones_where_they_are_said(bool isPython)
    {
        foreach (var (split, count) in new[] { ("train", 6), ("test", 3) })
        {
            byte[] fine = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3))];
            byte[] coarse = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];
            byte[] pixels = [.. Enumerable.Range(0, count * 3_072).Select(i => (byte)(i / 3_072 * 40))];
            if (isPython)
                _trial.Write($"cifar-100-python/{split}", Batch(fine, pixels, "fine_labels", coarse));
            else
                // The coarse label stands first.
                _trial.Write(
                    $"cifar-100-binary/{split}.bin",
                    [
                        .. Enumerable
                            .Range(0, count)
                            .SelectMany(i => pixels[(i * 3_072)..((i + 1) * 3_072)].Prepend(fine[i]).Prepend(coarse[i])),
                    ]
                );
        }
        if (isPython)
        {
            _trial.Write(
                "cifar-100-python/meta",
                [0x80, 2, .. "}(U\u0010fine_label_names](U\u0005appleU\u0004bearU\u0003caneu."u8.ToArray()]
            );
            _trial.Write("cifar-100-python/file.txt~", "");
        }
        else
        {
            _trial.Write("cifar-100-binary/fine_label_names.txt", "apple\nbear\ncan\n");
            _trial.Write("cifar-100-binary/coarse_label_names.txt", "fruit\ncarnivores\ncontainers\n");
        }
        var preview = _trial.Preview(new() { LabelColumn = "coarse_labels" });
        Assert.Equal(isPython ? ["0", "1"] : ["fruit", "carnivores", "containers"], preview.Classes.Select(each => each.Name));
        Assert.Equal((5, 4), (preview.Classes[0].Train + preview.Classes[0].Test, preview.Classes[1].Train + preview.Classes[1].Test));
        Assert.Equal(["fine_labels", "coarse_labels"], preview.LabelArrays);
        Assert.Contains("labelColumn", preview.Changeable);
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((6, 3, 32, 3), (end.Facts!.TrainCount, end.Facts.TestCount, end.Facts.Height, end.Facts.Channels));
        Assert.Equal(["apple", "bear", "can"], splits.Classes);
        Assert.Equal(new byte[] { 0, 40, 80, 120, 160, 200 }, Enumerable.Range(0, 6).Select(i => splits.Train.Image(i)[7]));
        Assert.Equal(new byte[] { 0, 1, 2, 0, 1, 2 }, splits.Train.Labels);
    }

    [Fact]
    public void Batches_that_were_read_as_bytes_and_written_again_are_read()
    {
        foreach (var name in new[] { "data_batch_1", "test_batch" })
        {
            var batch = Batch([0, 1, 0, 1], new byte[4 * 3_072]);
            foreach (var key in new[] { "U\u0004data", "U\u0006labels" })
                batch[batch.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key))] = (byte)'C';
            _trial.Write(name, batch);
        }
        Assert.All(_trial.Preview(new()).Classes, each => Assert.Equal((2, 2), (each.Train, each.Test)));
    }

    /// <summary>As Python 2 pickled CIFAR's batches, protocol 2: a dictionary of an array, whose bytes are text, and of a list.</summary>
    private static byte[] Batch(byte[] labels, byte[] pixels, string key = "labels", byte[]? coarse = null) =>
        [
            0x80,
            2,
            (byte)'}',
            (byte)'(',
            (byte)'U',
            4,
            .. "data"u8,
            .. "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n"u8,
            (byte)'K',
            0,
            0x85,
            (byte)'U',
            1,
            (byte)'b',
            0x87,
            (byte)'R',
            (byte)'(',
            (byte)'K',
            1,
            (byte)'K',
            (byte)labels.Length,
            (byte)'M',
            0,
            12,
            0x86,
            .. "cnumpy\ndtype\n"u8,
            (byte)'U',
            2,
            .. "u1"u8,
            (byte)'K',
            0,
            (byte)'K',
            1,
            0x87,
            (byte)'R',
            (byte)'(',
            (byte)'K',
            3,
            (byte)'U',
            1,
            (byte)'|',
            .. "NNNJ"u8,
            255,
            255,
            255,
            255,
            (byte)'J',
            255,
            255,
            255,
            255,
            (byte)'K',
            0,
            (byte)'t',
            (byte)'b',
            0x89,
            (byte)'T',
            .. BitConverter.GetBytes(pixels.Length),
            .. pixels,
            (byte)'t',
            (byte)'b',
            (byte)'U',
            (byte)key.Length,
            .. Encoding.ASCII.GetBytes(key),
            (byte)']',
            (byte)'(',
            .. labels.SelectMany(label => new byte[] { (byte)'K', label }),
            (byte)'e',
            .. coarse is null ? [] : Coarse(coarse),
            (byte)'u',
            (byte)'.',
        ];

    private static byte[] Coarse(byte[] labels) =>
        [.. "U\u000dcoarse_labels]("u8, .. labels.SelectMany(label => new byte[] { (byte)'K', label }), (byte)'e'];
}
