using System.Buffers.Binary;
using SkiaSharp;
using WebLab.Data;
using WebLab.Data.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Folders and archives of images as publishers lay them out, and what is kept of their files.</summary>
public sealed class OddFoldersTests : IDisposable
{
    private static readonly string[] Classes = ["cat", "dog"];

    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Theory]
    [InlineData("{0}/{1}/{2}.png", "train", "test")]
    [InlineData("data/images/{0}/{1}/{2}.PNG", "Training", "Testing")]
    [InlineData("{0}/{0}/{1}/{2}.png", "training_set", "test_set")]
    [InlineData("{0}/{0}/{1}/{2}.png", "seg_train", "seg_test")]
    [InlineData("{0}/images/{1}/{2}.png", "train", "test")]
    [InlineData("{1}/{0}/{2}.png", "train", "test")]
    [InlineData("top/{1}/{0}/{2}.png", "train", "val")]
    [InlineData("{0}/{1}/{2}.png", "val", "test")]
    public void Folders_for_training_and_test_are_found_above_and_below_the_classes(string form, string train, string test)
    {
        var files =
            from split in new[] { train, test, test }.Index()
            from name in Classes
            from i in Enumerable.Range(0, split.Item == train ? 6 : 2)
            select (string.Format(null, form, split.Item, name, $"{split.Index}{i}"), ImportTrial.Png(8, 6, value: (byte)i));
        var classes = _trial.Preview(new(), _trial.Zip("set.zip", files)).Classes;
        Assert.Equal(Classes, classes.Select(each => each.Name));
        Assert.All(classes, each => Assert.Equal((6, 4), (each.Train, each.Test)));
    }

    [Fact]
    public void A_table_may_have_a_column_for_each_class_and_other_capitals_in_its_names()
    {
        var names = Enumerable.Range(0, 12).Select(i => $"ISIC_{i}").ToList();
        foreach (var name in names)
            _trial.Write($"images/{name}.JPG.PNG", ImportTrial.Png(8, 8));
        _trial.Write(
            "labels.csv",
            "image,MEL,NV,BCC\n"
                + string.Concat(
                    names.Select(
                        (name, i) => $"{name}.jpg.png,{(i % 3 == 0 ? "1.0,0.0,0.0" : i % 3 == 1 ? "0.0,1.0,0.0" : "0.0,0.0,1.0")}\n"
                    )
                )
        );
        var preview = _trial.Preview(new());
        Assert.Equal(["BCC", "MEL", "NV"], preview.Classes.Select(each => each.Name));
        Assert.Contains("in its columns MEL, NV, BCC", preview.Understood[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_for_training_and_test_may_name_the_images()
    {
        for (var i = 0; i < 12; i++)
            _trial.Write($"img/{i}.png", ImportTrial.Png(8, 8, value: (byte)i));
        foreach (var (table, first) in new[] { ("train_labels.csv", 0), ("test_labels.csv", 8) })
            _trial.Write(
                table,
                "file,label\n" + string.Concat(Enumerable.Range(first, first == 0 ? 8 : 4).Select(i => $"img/{i}.png,{Classes[i % 2]}\n"))
            );
        Assert.All(_trial.Preview(new()).Classes, each => Assert.Equal((4, 2), (each.Train, each.Test)));
    }

    [Fact]
    public void What_the_files_were_like_is_kept_beside_the_images()
    {
        for (var i = 0; i < 12; i++)
            _trial.Write($"{Classes[i % 2]}/{i}.png", ImportTrial.Png(i % 2 == 0 ? 40 : 50, 40, channels: i % 2 == 0 ? 1 : 3));
        var (_, splits, _) = _trial.Import(new());
        var traits = ImageTraits.Read(ImportedSet.TraitsFile(_trial.Target, "train"), splits.Train.Count);
        Assert.Equal(splits.Train.Labels.Select(label => label == 0 ? new ImageTraits(40, 40, "grey") : new(50, 40, "colour")), traits);
        Assert.Throws<DatasetException>(() => ImageTraits.Read(ImportedSet.TraitsFile(_trial.Target, "train"), splits.Train.Count + 1));
    }

    [Fact]
    public void An_archive_within_an_archive_is_told()
    {
        var outer = _trial.Zip("outer.zip", [("train.zip", [1, 2, 3]), ("notes.md", [65])]);
        Assert.Contains("no archive within another", _trial.Problem(new(), outer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    public void Images_that_say_how_they_were_held_are_turned_and_so_are_their_sides(string form)
    {
        // Stored 8 x 4, its left half dark, and held so that left is up.
        using var bitmap = new SKBitmap(new SKImageInfo(8, 4, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var i = 0; i < 32; i++)
            bitmap.SetPixel(i % 8, i / 8, i % 8 < 4 ? SKColors.Black : SKColors.White);
        var image = form == "png" ? HeldPng(bitmap) : HeldWebp(bitmap);
        for (var i = 0; i < 4; i++)
            _trial.Write($"{Classes[i % 2]}/{i}.{form}", image);
        var (end, splits, _) = _trial.Import(new());
        Assert.Equal((8, 4), (end.Facts!.Height, end.Facts.Width));
        var pixels = splits.Train.Image(0);
        Assert.Equal((0, 255), (pixels[0], pixels[(7 * 4) + 3]));
        Assert.Equal((0, 255), (pixels[3], pixels[7 * 4]));
    }

    [Fact]
    public void Images_that_stand_twice_in_a_table_are_told()
    {
        for (var i = 0; i < 8; i++)
            _trial.Write($"img/{i}.png", ImportTrial.Png(8, 8, value: (byte)i));
        var rows = Enumerable.Range(0, 10).Select(i => $"{i % 8}.png,{Classes[i == 9 ? 0 : i % 2]}\n");
        _trial.Write("t.csv", "file,label\n" + string.Concat(rows));
        Assert.Contains(
            "2 images stand in the table more than once, 1 of them with different labels, for example img/1.png.",
            _trial.Preview(new()).Odd
        );
    }

    [Fact]
    public void A_name_of_two_images_is_that_of_the_rows_own_split_or_is_refused()
    {
        foreach (var folder in new[] { "train", "test" })
        {
            for (var i = 0; i < 6; i++)
                _trial.Write($"{folder}/{i}.png", ImportTrial.Png(8, 8, value: (byte)(folder == "train" ? i : 100 + i)));
            var rows = Enumerable.Range(0, 6).Select(i => $"{i}.png,{Classes[i % 2]}\n");
            _trial.Write($"{folder}.csv", "file,label\n" + string.Concat(rows));
        }
        var (_, splits, _) = _trial.Import(new());
        Assert.All(Enumerable.Range(0, 6), i => Assert.True(splits.Test.Image(i)[0] >= 100));
        File.Delete(Path.Combine(_trial.Sources, "test.csv"));
        File.Move(Path.Combine(_trial.Sources, "train.csv"), Path.Combine(_trial.Sources, "labels.csv"));
        Directory.Delete(Path.GetDirectoryName(_trial.Target)!, recursive: true);
        Assert.Contains("names 0.png, and there are ", _trial.Question(new()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_names_no_image_is_told_and_so_are_folders_within_classes()
    {
        for (var i = 0; i < 8; i++)
            _trial.Write($"images/{i:000}.png", ImportTrial.Png(8, 8, value: (byte)i));
        _trial.Write("labels.csv", "id,label\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i},{Classes[i % 2]}\n")));
        Assert.Contains("and no column of labels.csv", _trial.Question(new()).Problem, StringComparison.Ordinal);
        var packed = _trial.Zip(
            "packed.zip",
            Enumerable.Range(0, 8).Select(i => ($"{Classes[i % 2]}/./site/{i}.png", ImportTrial.Png(8, 8, value: (byte)i)))
        );
        var preview = _trial.Preview(new(), packed);
        Assert.Equal(8, preview.Classes.Sum(each => each.Train + each.Test));
        Assert.Contains(preview.Odd, odd =>
            odd.Contains("folders within those of the classes, for example site in", StringComparison.Ordinal)
        );
    }

    private static byte[] Exif => [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] HeldPng(SKBitmap bitmap)
    {
        var png = bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
        byte[] chunk = [.. "eXIf"u8, .. Exif];
        var (length, checksum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, Exif.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.Of(chunk));
        return [.. png[..33], .. length, .. chunk, .. checksum, .. png[33..]];
    }

    private static byte[] HeldWebp(SKBitmap bitmap)
    {
        using var pixels = bitmap.PeekPixels();
        var webp = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50)).ToArray();
        byte[] chunks =
        [
            .. "WEBPVP8X"u8,
            10,
            0,
            0,
            0,
            8,
            0,
            0,
            0,
            7,
            0,
            0,
            3,
            0,
            0,
            .. webp[12..],
            .. "EXIF"u8,
            (byte)Exif.Length,
            0,
            0,
            0,
            .. Exif,
        ];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, chunks.Length);
        return [.. "RIFF"u8, .. length, .. chunks];
    }
}
