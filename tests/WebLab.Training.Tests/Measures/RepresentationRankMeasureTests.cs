using WebLab.Training.Measures;
using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Tests.Measures;

public sealed class RepresentationRankMeasureTests
{
    private static readonly float[,] Outputs =
    {
        { 1, 0 },
        { 0, 1 },
    };

    [Fact]
    public void The_effective_rank_is_the_exponential_of_the_entropy_of_the_centred_matrix_singular_values()
    {
        // Rows (±3, 0), (0, ±1) around (5, 7): singular values 3 sqrt(2) and sqrt(2), shares 3/4 and 1/4.
        Assert.Equal(Math.Exp(-(0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25))), Rank(3, 1), 1e-10);
        Assert.Equal(2, Rank(1, 1), 1e-10);
        Assert.Equal(1, Rank(2, 0), 1e-6);
        Assert.Equal(0, Rank(0, 0));
    }

    [Fact]
    public void Each_rectified_layer_is_a_part_and_the_number_is_that_of_the_last()
    {
        // After the rectifier (3, 0), (0, 1), (0, 0) and (0, 0): a negative input is cut off.
        var network = HandMade.Network(
            new float[,]
            {
                { 3, 0 },
                { 0, 1 },
                { -3, 0 },
                { 0, -1 },
            },
            [0, 1, 0, 1],
            Outputs,
            Outputs
        );
        var result = new RepresentationRankMeasure().Take(network);
        // Centred: Gram matrix [[27/4, -3/4], [-3/4, 3/4]], trace 7.5, determinant 4.5.
        double[] squares = [(7.5 + Math.Sqrt(56.25 - 18)) / 2, (7.5 - Math.Sqrt(56.25 - 18)) / 2];
        var sizes = Array.ConvertAll(squares, Math.Sqrt);
        var entropy = -sizes.Sum(size => size / sizes.Sum() * Math.Log(size / sizes.Sum()));
        Assert.Equal(Math.Exp(entropy), result.Value!.Value, 1e-6);
        Assert.Equal(
            ("rectifier 1 of 2 units", result.Value.Value),
            Assert.Single(result.Parts) is var part ? (part.Name, part.Value) : default
        );
    }

    [Fact]
    public void Without_rectified_units_it_says_so() =>
        Assert.NotNull(
            new RepresentationRankMeasure()
                .Take(
                    HandMade.Network(
                        new float[,]
                        {
                            { 1, 0 },
                        },
                        [0],
                        Outputs
                    )
                )
                .Problem
        );

    [Fact]
    public void What_a_batch_went_through_is_gone_before_the_next_one_comes()
    {
        using var watched = new Watched();
        using var inputs = arange(600, dtype: ScalarType.Float32).reshape(300, 2, 1, 1);
        var examples = new MeasuredExamples(inputs, new int[300], new int[300]);
        var network = new MeasuredNetwork(watched, () => watched, examples, examples, ["one", "two"]);
        // All lie along a line.
        Assert.Equal(1, new RepresentationRankMeasure().Take(network).Value!.Value, 1e-6);
        Assert.True(watched.WasGone is [true, true, true]);
    }

    private static double Rank(float across, float up) =>
        RepresentationRankMeasure.EffectiveRank(
            tensor(
                new float[,]
                {
                    { 5 + across, 7 },
                    { 5 - across, 7 },
                    { 5, 7 + up },
                    { 5, 7 - up },
                }
            )
        );

    /// <summary>Looks at each pass whether what the one before went through is there still.</summary>
    private sealed class Watched() : Module<Tensor, Tensor>(nameof(Watched))
    {
        private Tensor? _before;

        public List<bool> WasGone { get; } = [];

        public override Tensor forward(Tensor images)
        {
            WasGone.Add(_before is null or { IsInvalid: true });
            _before = images.flatten(1).mul(2);
            return Rectifier.Relu(_before);
        }
    }
}
