using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;

namespace WebLab.Training.Tests.LabelAudits;

public sealed class OddityFinderTests
{
    private const int Count = 60,
        Side = 32;

    [Fact]
    public void Test_examples_that_are_nearly_equal_to_each_other_are_told()
    {
        var random = new RandomStream(10);
        float[] Draw(int rows) => [.. Enumerable.Range(0, rows * 3).Select(_ => (float)random.NextGaussian())];
        var (train, test) = (Draw(Count), Draw(20));
        (test[15], test[16], test[17]) = (test[6] + 1e-4f, test[7], test[8]);
        var labels = new byte[20];
        labels[5] = 1;
        var subject = new LabelAuditSubject("Rows", ["a", "b"], new(3, train, new byte[Count]), new int[Count])
        {
            Test = new(3, test, labels),
            Columns = ["x", "y", "z"],
        };
        var pair = Assert.Single(new OddityFinder(subject, new() { Permutations = 99 }, 2, default).AddTo(Report(subject)).Duplicates);
        Assert.Equal([("test", 2, 0), ("test", 5, 1)], pair.Examples.Select(each => (each.Split, each.Index, each.Given)).Order());
        Assert.True(pair is { IsExact: false, HasDifferentLabels: true, IsLeak: false });
    }

    [Fact]
    public void Images_that_differ_in_their_detail_alone_are_no_duplicates_and_a_copy_with_a_changed_pixel_is_one()
    {
        var random = new RandomStream(9);
        var pixels = new byte[Count * Side * Side];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)random.NextInt(256);
        // Columns of one pixel, and the same moved by one: as eight by eight, both are grey all over.
        for (var i = 0; i < Side * Side; i++)
            (pixels[i], pixels[(Side * Side) + i]) = ((byte)(255 * (i % 2)), (byte)(255 * (1 - (i % 2))));
        Array.Copy(pixels, 7 * Side * Side, pixels, 40 * Side * Side, Side * Side);
        pixels[(40 * Side * Side) + 500] ^= 0x30;
        var labels = new byte[Count];
        labels[40] = 1;
        var subject = new LabelAuditSubject(
            "Stripes",
            ["a", "b"],
            new(Side, Side, 1, pixels, labels),
            Array.ConvertAll(labels, label => (int)label)
        );
        var report = Report(subject);
        var pair = Assert.Single(new OddityFinder(subject, report.Options, 2, default).AddTo(report).Duplicates);
        Assert.Equal([7, 40], pair.Examples.Select(example => example.Index).Order());
        Assert.True(pair is { IsExact: false, HasDifferentLabels: true, IsLeak: false });
    }

    private static LabelAuditReport Report(LabelAuditSubject subject) =>
        new()
        {
            Title = subject.Title,
            ScoredBy = "",
            Examples = Count,
            Classes = subject.Classes,
            Options = new() { Permutations = 99 },
        };
}
