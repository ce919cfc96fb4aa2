using WebLab.Client.Runs;

namespace WebLab.Client.Tests.Runs;

public sealed class SignatureTests
{
    [Theory]
    [InlineData(0.10, 0.11, 0.12, "neither the pattern nor the noise yet")]
    [InlineData(0.08, 0.55, 0.60, "sees through more wrong labels than it has memorised")]
    [InlineData(0.60, 0.30, 0.90, "Memorising has overtaken learning")]
    [InlineData(0.60, 0.10, 0.60, "what it fits of them, it memorises")]
    [InlineData(0.995, 0.002, 1, "memorised every wrong label")]
    public void Shares_are_told_by_what_they_mean(double memorised, double seenThrough, double right, string meaning) =>
        Assert.Contains(meaning, new Signature(3, memorised, seenThrough, right).Words(chance: 0.1), StringComparison.Ordinal);

    [Fact]
    public void Every_share_stands_in_the_sentence() =>
        Assert.StartsWith(
            "Epoch 12: of the wrongly labelled images 21.0 % are predicted as their wrong label, 63.0 % as what they really show. Of the "
                + "rightly labelled ones 88.0 % are predicted as labelled.",
            new Signature(12, 0.21, 0.63, 0.88).Words(chance: 0.1),
            StringComparison.Ordinal
        );

    [Fact]
    public void Without_a_rightly_labelled_image_nothing_is_said_of_them() =>
        Assert.DoesNotContain("rightly", new Signature(1, 0.2, 0.1, double.NaN).Words(chance: 0.1), StringComparison.Ordinal);
}
