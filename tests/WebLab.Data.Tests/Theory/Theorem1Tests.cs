using WebLab.Data.Theory;
using WebLab.Science.Theory;

namespace WebLab.Data.Tests.Theory;

public sealed class Theorem1Tests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(200, 20)]
    [InlineData(3_000, 784)]
    public void Fits_every_random_label_with_two_n_plus_d_weights(int n, int d)
    {
        var result = Theorem1.Run(new() { N = n, D = d });

        Assert.Equal(2 * n + d, result.Weights);
        Assert.InRange(result.WorstError, 0, 1e-6);
        Assert.True(result.SmallestDiagonal > 0);
    }

    [Fact]
    public void Takes_seconds_at_the_size_of_the_claim()
    {
        var result = Theorem1.Run(new());

        Assert.InRange(result.BuildSeconds + result.CheckSeconds, 0, 10);
    }

    [Fact]
    public void Puts_one_threshold_before_each_projection()
    {
        var construction = Theorem1
            .Run(
                new()
                {
                    N = 40,
                    D = 3,
                    Seed = 7,
                }
            )
            .Construction!;

        for (var i = 0; i < 40; i++)
        {
            Assert.True(construction.Thresholds[i] < construction.Projections[i]);
            Assert.True(i == 0 || construction.Projections[i - 1] < construction.Thresholds[i]);
        }
    }

    [Fact]
    public void The_parts_add_up_to_the_labels()
    {
        var (projections, thresholds, weights, labels) = Theorem1.Run(new() { N = 30, D = 5 }).Construction!;

        for (var i = 0; i < 30; i++)
        {
            var sum = Enumerable.Range(0, 30).Sum(j => weights[j] * Math.Max(projections[i] - thresholds[j], 0));
            Assert.Equal(labels[i], sum, tolerance: 1e-9);
        }
        Assert.True(labels.Distinct().Count() > 3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_network_and_another_seed_another()
    {
        var first = Theorem1
            .Run(
                new()
                {
                    N = 10,
                    D = 4,
                    Seed = 3,
                }
            )
            .Construction!;
        var again = Theorem1
            .Run(
                new()
                {
                    N = 10,
                    D = 4,
                    Seed = 3,
                }
            )
            .Construction!;
        var other = Theorem1
            .Run(
                new()
                {
                    N = 10,
                    D = 4,
                    Seed = 4,
                }
            )
            .Construction!;

        Assert.Equal(first.OutputWeights, again.OutputWeights);
        Assert.NotEqual(first.OutputWeights, other.OutputWeights);
    }

    [Theory]
    [InlineData(0, 5, 1, "n must be a whole number from 1 to 20,000; it was 0.")]
    [InlineData(20_001, 5, 1, "n must be a whole number from 1 to 20,000; it was 20001.")]
    [InlineData(5, 0, 1, "d must be a whole number from 1 to 10,000; it was 0.")]
    [InlineData(5, 5, -1, "seed must be a whole number from 0 to 2,147,483,647; it was -1.")]
    [InlineData(20_000, 10_000, 1, "n times d must be at most 20,000,000; it was 20,000 times 10,000, 200,000,000.")]
    public void Refuses_what_is_out_of_range_in_one_sentence(int n, int d, int seed, string sentence) =>
        Assert.Equal(
            sentence,
            Assert
                .Single(
                    Theorem1Check.Problems(
                        new()
                        {
                            N = n,
                            D = d,
                            Seed = seed,
                        }
                    )
                )
                .Message
        );
}
