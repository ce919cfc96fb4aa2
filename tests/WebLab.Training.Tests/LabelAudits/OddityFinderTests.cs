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
        var report = new LabelAuditReport
        {
            Title = subject.Title,
            ScoredBy = "",
            Examples = Count,
            Classes = subject.Classes,
            Options = new() { Permutations = 99 },
        };
        var pair = Assert.Single(new OddityFinder(subject, report.Options, 2, default).AddTo(report).Duplicates);
        Assert.Equal([7, 40], pair.Examples.Select(example => example.Index).Order());
        Assert.True(pair is { IsExact: false, HasDifferentLabels: true, IsLeak: false });
    }
}
