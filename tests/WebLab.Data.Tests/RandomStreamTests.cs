namespace WebLab.Data.Tests;

public sealed class RandomStreamTests
{
    // Computed by an independent program from the published descriptions of splitmix64 and xoshiro256**.
    [Fact]
    public void Stream_is_the_published_generator()
    {
        var random = new RandomStream(0);
        ulong[] published = [11091344671253066420, 13793997310169335082, 1900383378846508768];
        Assert.Equal(published, Enumerable.Range(0, 3).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Items_have_streams_of_their_own()
    {
        var firsts = Enumerable.Range(0, 10_000).Select(item => RandomStream.ForItem(7, item).NextUInt64()).ToHashSet();
        Assert.Equal(10_000, firsts.Count);
        Assert.Equal(RandomStream.ForItem(7, 3).NextUInt64(), RandomStream.ForItem(7, 3).NextUInt64());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    public void Whole_numbers_are_uniform(int bound)
    {
        const int draws = 100_000;
        var random = new RandomStream(1);
        var counts = new int[bound];
        for (var i = 0; i < draws; i++)
            counts[random.NextInt(bound)]++;
        var expected = (double)draws / bound;
        Assert.All(counts, count => Assert.InRange(count, expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected)));
    }

    [Fact]
    public void Gaussian_has_the_normal_moments_and_tails()
    {
        const int draws = 400_000;
        var random = new RandomStream(2);
        var values = Enumerable.Range(0, draws).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0, values.Average(), 0.01);
        Assert.Equal(1, values.Average(value => value * value), 0.02);
        Assert.Equal(3, values.Average(value => value * value * value * value), 0.1);
        Assert.Equal(0.0455, values.Count(value => Math.Abs(value) > 2) / (double)draws, 0.002);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(0.3)]
    [InlineData(0.9999999999999999)]
    [InlineData(1)]
    [InlineData(1.4142135623730951)]
    [InlineData(12345.678)]
    public void Natural_log_agrees_with_the_library(double value) =>
        Assert.Equal(Math.Log(value), RandomStream.NaturalLog(value), Math.Max(1e-15, 1e-15 * Math.Abs(Math.Log(value))));

    [Fact]
    public void Permutations_are_uniform()
    {
        var random = new RandomStream(3);
        var counts = Enumerable
            .Range(0, 60_000)
            .GroupBy(_ => string.Join("", random.Permutation(3)))
            .Select(group => group.Count())
            .ToArray();
        Assert.Equal(6, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }
}
