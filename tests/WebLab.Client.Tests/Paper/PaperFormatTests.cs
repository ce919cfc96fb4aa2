using WebLab.Client.Paper;
using WebLab.Contracts.Paper;

namespace WebLab.Client.Tests.Paper;

/// <summary>What a newer server may name is shown as it is, and not under another's name.</summary>
public sealed class PaperFormatTests
{
    [Fact]
    public void Each_measure_and_verdict_has_words_of_its_own()
    {
        Assert.Distinct(Enum.GetValues<PaperMeasure>().Select(PaperFormat.Of).Append(PaperFormat.Of((PaperMeasure)99)));
        Assert.Distinct(Enum.GetValues<PaperVerdict>().Select(PaperFormat.Of).Append(PaperFormat.Of((PaperVerdict)99)));
        Assert.Equal("0.5", PaperFormat.Value(0.5, (PaperMeasure)99));
    }
}
