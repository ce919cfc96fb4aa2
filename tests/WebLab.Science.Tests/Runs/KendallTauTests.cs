using WebLab.Science.Runs;

namespace WebLab.Science.Tests.Runs;

public sealed class KendallTauTests
{
    // By hand: of n(n-1)/2 pairs those in order less those out of it; of the n! orders those with as many inversions or fewer.
    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, 1.0, 2.0 / 6)]
    [InlineData(new double[] { 1, 3, 2 }, 1.0 / 3, 1.0)]
    [InlineData(new double[] { 1, 2, 3, 4 }, 1.0, 2.0 / 24)]
    [InlineData(new double[] { 1, 2, 4, 3 }, 4.0 / 6, 2 * (1.0 + 3) / 24)]
    [InlineData(new double[] { 4, 3, 2, 1 }, -1.0, 2.0 / 24)]
    [InlineData(new double[] { 2, 1, 3, 4, 5 }, 0.8, 2 * (1.0 + 4) / 120)]
    public void Without_equal_values_tau_and_p_are_those_counted_by_hand(double[] order, double tau, double p)
    {
        var found = KendallTau.Of(order.Select((y, i) => ((double)i, y)))!;
        Assert.Equal(tau, found.Tau, 1e-12);
        Assert.Equal(p, found.PValue!.Value, 1e-12);
        Assert.True(found.IsExact);
    }

    [Fact]
    public void Equal_values_are_left_out_of_the_pairs_as_tau_b_does()
    {
        // Five pairs in order, one equal in x: 5 / sqrt((6 - 1) 6).
        var found = KendallTau.Of([(1, 1), (2, 3), (2, 2), (3, 4)])!;
        Assert.Equal(5 / Math.Sqrt(30), found.Tau, 1e-12);
        Assert.Null(found.PValue);
        Assert.False(found.IsExact);
    }

    [Fact]
    public void With_equal_values_among_many_p_is_that_of_the_normal_approximation()
    {
        // Twelve in order, the first two equal in x: S = 65, variance (12 11 29 - 2 1 9) / 18 = 211.667, z = 4.46777.
        var found = KendallTau.Of(Enumerable.Range(0, 12).Select(i => ((double)Math.Max(1, i), (double)i)))!;
        Assert.Equal(65 / Math.Sqrt(65 * 66), found.Tau, 1e-12);
        Assert.Equal(7.9e-6, found.PValue!.Value, 1e-7);
    }

    [Fact]
    public void Sixty_four_networks_in_order_are_no_chance_and_a_number_that_never_changes_has_no_tau()
    {
        Assert.InRange(KendallTau.Of(Enumerable.Range(0, 64).Select(i => ((double)i, (double)i)))!.PValue!.Value, 0, 1e-80);
        Assert.Null(KendallTau.Of([(1, 1), (1, 2), (1, 3)]));
        Assert.Null(KendallTau.Of([(1, 1), (2, 2), (double.NaN, 3)]));
    }
}
