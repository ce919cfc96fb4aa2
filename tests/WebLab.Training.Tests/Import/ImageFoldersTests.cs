using System.Formats.Tar;
using System.IO.Compression;
using SkiaSharp;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.Images;

namespace WebLab.Training.Tests.Import;

/// <summary>Images in folders of classes become a set, whatever they are packed in and however large they are.</summary>
public sealed class ImageFoldersTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Fact]
    public void A_folder_for_each_class_becomes_a_stratified_split_from_a_seed_that_is_said()
    {
        for (var i = 0; i < 40; i++)
            _trial.Write($"{(i % 4 == 0 ? "cat" : "dog")}/{i:00}.png", ImportTrial.Png(8, 6, 3, (byte)i));
        var preview = _trial.Preview(new());
        Assert.Equal([new("cat", 8, 2), new("dog", 24, 6)], preview.Classes);
        Assert.Equal((6, 8, 3), (preview.Height, preview.Width, preview.Channels));
        Assert.Contains(preview.Understood, sentence => sentence.Contains("drawn from seed 1", StringComparison.Ordinal));
        Assert.Equal(["cat", "dog"], preview.SheetClasses);
        using var sheet = SKBitmap.Decode(preview.Sheet);
        Assert.Equal((80, 12), (sheet.Width, sheet.Height));

        var (end, splits, set) = _trial.Import(new());
        Assert.Equal((32, 8), (end.Facts!.TrainCount, end.Facts.TestCount));
        Assert.Equal(["cat", "dog"], splits.Classes);
        // Each image is of one value, its number; every fourth is a cat. So order, labels and pixels belong together.
        var numbers = Enumerable.Range(0, 32).Select(i => splits.Train.Image(i)[0]).ToArray();
        Assert.All(numbers.Zip(splits.Train.Labels), each => Assert.Equal(each.First % 4 == 0 ? 0 : 1, each.Second));
        Assert.Equal(32, numbers.Distinct().Count());
        Assert.NotEqual(numbers.Order(), numbers);
        var names = File.ReadAllLines(Path.Combine(_trial.Target, "train-names.txt"));
        Assert.Equal(numbers.Select(number => $"{number:00}.png\""), names.Select(name => name[^7..]));
        Assert.Contains(set.Understood, sentence => sentence.Contains("put into an order drawn from seed 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("train", "test", null)]
    [InlineData("Training", "val", null)]
    [InlineData("train", "test", "validation")]
    public void Folders_for_training_and_test_are_the_split(string train, string test, string? validation)
    {
        for (var i = 0; i < 10; i++)
            _trial.Write($"set/{(i < 5 ? train : test)}/{(i % 2 == 0 ? "a" : "b")}/{i}.png", ImportTrial.Png(5, 5, 1));
        if (validation is not null)
            _trial.Write($"set/{validation}/a/x.png", ImportTrial.Png(5, 5, 1));
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((validation is null ? 5 : 6, 5, 1), (end.Facts!.TrainCount, end.Facts.TestCount, end.Facts.Channels));
        Assert.Equal(["a", "b"], splits.Classes);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("tgz")]
    public void The_same_set_packed_otherwise_has_the_same_content(string form)
    {
        for (var i = 0; i < 12; i++)
            _trial.Write($"in/{i % 3}/{i:00}.png", ImportTrial.Png(4, 4, 3, (byte)i));
        var folder = Path.Combine(_trial.Sources, "in");
        var packed = Path.Combine(_trial.Sources, $"set.{form}");
        if (form == "zip")
            ZipFile.CreateFromDirectory(folder, packed, CompressionLevel.Optimal, includeBaseDirectory: true);
        else
        {
            using var file = File.Create(packed);
            using Stream stream = form == "tar" ? file : new GZipStream(file, CompressionLevel.Optimal);
            TarFile.CreateFromDirectory(folder, stream, includeBaseDirectory: true);
        }
        var (plain, _, _) = _trial.Import(new(), folder);
        Directory.Delete(_trial.Target, recursive: true);
        var (other, _, _) = _trial.Import(new(), packed);
        Assert.Equal(plain.ContentHash, other.ContentHash);
    }

    [Fact]
    public void Images_of_several_sizes_and_forms_are_brought_to_one()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(100, 50, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(new SKColor(200, 40, 40, 255));
        foreach (
            var (form, name) in new[]
            {
                (SKEncodedImageFormat.Jpeg, "jpg"),
                (SKEncodedImageFormat.Webp, "webp"),
                (SKEncodedImageFormat.Png, "png"),
            }
        )
            _trial.Write($"a/x.{name}", bitmap.Encode(form, 95).ToArray());
        _trial.Write("b/grey.png", ImportTrial.Png(60, 70, 1, 77));
        _trial.Write("b/one.gif", Convert.FromBase64String("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="));
        _trial.Write("b/two.bmp", Bmp(2, 2, 10, 20, 30));
        var (end, splits, set) = _trial.Import(new() { Side = 16 });
        Assert.Equal((16, 16, 3), (end.Facts!.Height, end.Facts.Width, end.Facts.Channels));
        Assert.Empty(set.Odd);
        var first = new[] { splits.Train, splits.Test }
            .SelectMany(split =>
                Enumerable.Range(0, split.Count).Select(i => (split.Labels[i], split.Image(i)[0], split.Image(i)[256], split.Image(i)[512]))
            )
            .ToList();
        Assert.Equal(3, first.Count(each => each.Item1 == 0 && Math.Abs(each.Item2 - 200) < 4 && Math.Abs(each.Item3 - 40) < 4));
        Assert.Contains((1, 77, 77, 77), first.Select(each => ((int)each.Item1, (int)each.Item2, (int)each.Item3, (int)each.Item4)));
        Assert.Contains((1, 255, 255, 255), first.Select(each => ((int)each.Item1, (int)each.Item2, (int)each.Item3, (int)each.Item4)));
        Assert.Contains((1, 30, 20, 10), first.Select(each => ((int)each.Item1, (int)each.Item2, (int)each.Item3, (int)each.Item4)));
    }

    [Fact]
    public void Alpha_is_put_on_white_sixteen_bits_are_reduced_and_a_held_camera_is_turned()
    {
        _trial.Write("a/clear.png", Encode(SKColorType.Rgba8888, (_, _) => new SKColor(0, 0, 0, 0)));
        _trial.Write("a/half.png", Encode(SKColorType.Rgba8888, (_, _) => new SKColor(0, 0, 0, 128)));
        _trial.Write("b/deep.png", Deep());
        _trial.Write("b/turned.jpg", Turned());
        var preview = _trial.Preview(new() { Side = 8 });
        using var sheet = SKBitmap.Decode(preview.Sheet);
        Assert.Equal(255, sheet.GetPixel(4, 4).Red);
        Assert.InRange(sheet.GetPixel(12, 4).Red, 126, 128);
        Assert.Equal(0x80, sheet.GetPixel(4, 12).Red);
        // Stored with its left half dark; held so that left is up.
        Assert.InRange(sheet.GetPixel(12, 9).Red, 0, 40);
        Assert.InRange(sheet.GetPixel(12, 15).Red, 215, 255);
    }

    [Fact]
    public void Images_that_cannot_be_read_are_left_out_and_named()
    {
        for (var i = 0; i < 6; i++)
            _trial.Write($"{(i < 3 ? "a" : "b")}/{i}.png", ImportTrial.Png(8, 8));
        _trial.Write("a/cut.png", ImportTrial.Png(200, 200)[..^60]);
        _trial.Write("a/page.png", "<html>not found</html>");
        _trial.Write("b/notes.txt", "notes");
        var (end, _, set) = _trial.Import(new());
        Assert.Equal(6, end.Facts!.TrainCount + end.Facts.TestCount);
        Assert.StartsWith("2 of 8 examples cannot be read and are left out: a/cut.png", end.LeftOut!.Words(), StringComparison.Ordinal);
        Assert.Contains(end.LeftOut.Words(), set.Odd);
        var known = DatasetCheck.Of("mine", DatasetFormats.Only(_trial.Target));
        Assert.Equal((end.LeftOut.Words(), true), (known.LeftOut!.Words(), known.HasOrigins));
        Assert.Contains(set.Odd, sentence => sentence.Contains("1 files are no images by their names", StringComparison.Ordinal));
    }

    [Fact]
    public void Choices_of_side_way_and_channels_are_taken()
    {
        _trial.Write("a/wide.png", Encode(SKColorType.Rgba8888, (x, _) => x is >= 12 and < 20 ? SKColors.Black : SKColors.White, 32, 8));
        _trial.Write("b/tall.png", ImportTrial.Png(8, 32, 3, 50));
        _trial.Write("b/wide.png", ImportTrial.Png(32, 8, 3, 50));
        foreach (var (fit, dark) in new[] { (ImageFit.ResizeAndCrop, 64), (ImageFit.CentreCrop, 64), (ImageFit.Stretch, 16) })
        {
            var preview = _trial.Preview(
                new()
                {
                    Side = 8,
                    Fit = fit,
                    Channels = 1,
                }
            );
            Assert.Equal((8, 8, 1), (preview.Height, preview.Width, preview.Channels));
            using var sheet = SKBitmap.Decode(preview.Sheet);
            Assert.Equal(dark, Enumerable.Range(0, 64).Count(i => sheet.GetPixel(i % 8, i / 8).Red < 64));
        }
    }

    private static byte[] Encode(SKColorType type, Func<int, int, SKColor> colour, int width = 8, int height = 8)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, type, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(x, y));
        }
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>A grey PNG of sixteen bits, all 0x80FF: an 8-bit one's rows of twice the bytes, under another header.</summary>
    private static byte[] Deep()
    {
        var wide = PngWriter.Encode(16, 8, 1, [.. Enumerable.Repeat(new byte[] { 0x80, 0xFF }, 64).SelectMany(each => each)]);
        wide[19] = 8;
        wide[24] = 16;
        var checksum = Data.Crc32.Of(wide.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(wide.AsSpan(29), checksum);
        return wide;
    }

    private static byte[] Turned()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(32, 32, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.White);
        bitmap.Erase(SKColors.Black, new SKRectI(0, 0, 16, 32));
        var plain = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95).ToArray();
        byte[] exif =
        [
            0xFF,
            0xE1,
            0,
            34,
            .. "Exif\0\0"u8,
            .. "II"u8,
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            0x01,
            3,
            0,
            1,
            0,
            0,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ];
        return [.. plain[..2], .. exif, .. plain[2..]];
    }

    private static byte[] Bmp(int width, int height, byte blue, byte green, byte red)
    {
        var row = ((3 * width) + 3) / 4 * 4;
        var bytes = new byte[54 + (row * height)];
        "BM"u8.CopyTo(bytes);
        BitConverter.TryWriteBytes(bytes.AsSpan(2), bytes.Length);
        (bytes[10], bytes[14], bytes[18], bytes[22], bytes[26], bytes[28]) = (54, 40, (byte)width, (byte)height, 1, 24);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                (bytes[54 + (y * row) + (3 * x)], bytes[55 + (y * row) + (3 * x)], bytes[56 + (y * row) + (3 * x)]) = (blue, green, red);
        }
        return bytes;
    }
}
