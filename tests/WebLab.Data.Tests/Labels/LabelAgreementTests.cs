using WebLab.Data.Labels;

namespace WebLab.Data.Tests.Labels;

public sealed class LabelAgreementTests
{
    private const int Count = 5_000,
        Classes = 10;

    private static readonly byte[] True = Draw(1);

    [Fact]
    public void Noisy_labels_are_not_doubted()
    {
        foreach (var rate in new[] { 0, 0.4, 0.8 })
            Assert.Null(Of(Noisy(rate)).Doubt);
        Assert.Equal(0.64, Of(Noisy(0.4)).Share, 0.02);
        Assert.Equal(0.1, Of(Noisy(0.4)).Chance, 0.01);
    }

    [Fact]
    public void Labels_in_another_order_are_doubted() =>
        Assert.Contains("no better than chance (10.0 %): perhaps they are in another order", Of(Draw(2)).Doubt, StringComparison.Ordinal);

    [Fact]
    public void Labels_moved_by_one_image_are_told()
    {
        Assert.Contains("there is one too few at the beginning", Of([.. True[1..], True[0]]).Doubt, StringComparison.Ordinal);
        Assert.Contains("there is one too many at the beginning", Of([True[0], .. True[..^1]]).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_numbered_otherwise_are_told()
    {
        Assert.Contains("with label-base 1", Of([.. True.Select(label => (byte)Math.Min(label + 1, 9))]).Doubt, StringComparison.Ordinal);
        Assert.Contains("numbered otherwise", Of([.. True.Select(label => (byte)((label * 3) % 10))]).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Label_that_is_missing_in_the_middle_is_told()
    {
        byte[] shifted = [.. True[..3_100], .. True[3_101..], 0];
        Assert.Contains("between images 3,500 and 3,999, no better than chance", Of(shifted).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_moved_by_one_are_told_also_where_images_come_class_by_class()
    {
        byte[] sorted = [.. True.Order()];
        Assert.Contains(
            "99.8 % of the images, and in 100.0 % once moved by one image to the right: there is one too few at the beginning",
            LabelAgreement.Of(sorted, [.. sorted[1..], 9], Names()).Doubt,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "moved by one image to the left: there is one too many at the beginning",
            LabelAgreement.Of(sorted, [0, .. sorted[..^1]], Names()).Doubt,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Images_that_come_class_by_class_are_not_doubted()
    {
        byte[] sorted = [.. True.Order()];
        Assert.Null(LabelAgreement.Of(sorted, sorted, Names()).Doubt);
        byte[] noisy = [.. sorted.Select((label, i) => i % 5 == 0 ? (byte)((label + 1) % Classes) : label)];
        Assert.Null(LabelAgreement.Of(sorted, noisy, Names()).Doubt);
        // All of one tenth belong to another class.
        byte[] wrong = [.. sorted.Select((label, i) => i is >= 1_000 and < 1_500 ? (byte)((label + 5) % Classes) : label)];
        Assert.Contains("between images 1,000 and 1,499", LabelAgreement.Of(sorted, wrong, Names()).Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_all_agree_are_not_doubted_even_of_one_class() =>
        Assert.Null(LabelAgreement.Of(new byte[40], new byte[40], Names()).Doubt);

    private static LabelAgreement Of(byte[] given) => LabelAgreement.Of(True, given, Names());

    private static string[] Names() => [.. Enumerable.Range(0, Classes).Select(i => $"{i}")];

    private static byte[] Draw(ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => (byte)random.NextInt(Classes))];
    }

    private static byte[] Noisy(double rate)
    {
        var random = new RandomStream(3);
        return Array.ConvertAll(True, label => random.NextDouble() < rate ? (byte)random.NextInt(Classes) : label);
    }
}
