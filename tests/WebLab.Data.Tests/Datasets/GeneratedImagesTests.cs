using System.Security.Cryptography;
using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

public sealed class GeneratedImagesTests
{
    [Fact]
    public void Images_are_fixed_for_ever()
    {
        var images = GeneratedImages.DrawTrain(100);
        Assert.Equal("12bf7dbff21bcece", Convert.ToHexStringLower(SHA256.HashData(images.Pixels))[..16]);
    }

    [Fact]
    public void First_images_are_the_same_however_many_are_drawn()
    {
        var few = GeneratedImages.DrawTrain(10);
        var many = GeneratedImages.DrawTrain(50).First(10);
        Assert.Equal(few.Labels, many.Labels);
        Assert.Equal(few.Pixels, many.Pixels);
    }

    [Fact]
    public void What_was_drawn_is_read_the_next_time_and_drawn_anew_where_the_file_holds_too_few()
    {
        using var folder = new TemporaryFolder();
        var (few, many) = (GeneratedImages.DrawTrain(600), GeneratedImages.DrawTrain(700));
        foreach (var expected in new[] { few, many, few })
        {
            var images = GeneratedImages.DrawTrain(expected.Count, folder.Path);
            Assert.Equal(expected.Pixels, images.Pixels);
            Assert.Equal(expected.Labels, images.Labels);
        }
        // It is the file that is read.
        var file = Assert.Single(Directory.EnumerateFiles(folder.Path));
        var bytes = File.ReadAllBytes(file);
        Assert.Equal(700 * (32 * 32 * 3 + 1), bytes.Length);
        bytes[0] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.NotEqual(few.Pixels, GeneratedImages.DrawTrain(600, folder.Path).Pixels);
        // A file that another has cut short.
        File.WriteAllBytes(file, bytes[..1_000]);
        Assert.Equal(few.Pixels, GeneratedImages.DrawTrain(600, folder.Path).Pixels);
    }

    [Fact]
    public void Train_and_test_images_differ() => Assert.NotEqual(GeneratedImages.DrawTrain(5).Pixels, GeneratedImages.DrawTest(5).Pixels);

    [Fact]
    public void Classes_are_about_equally_frequent()
    {
        var counts = GeneratedImages.DrawTrain(2_000).Labels.CountBy(label => label).Select(pair => pair.Value).ToArray();
        Assert.Equal(10, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 140, 260));
    }

    // Memorising needs images that differ: two of a class are never nearly the same.
    [Fact]
    public void No_two_images_are_alike()
    {
        var images = GeneratedImages.DrawTrain(200);
        for (var i = 0; i < images.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.True(MeanDifference(images.Image(i), images.Image(j)) > 20, $"images {j} and {i}");
        }
    }

    private static double MeanDifference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += Math.Abs(a[i] - b[i]);
        return (double)sum / a.Length;
    }
}
