using WebLab.Training.Measures;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Measures;

public sealed class NormMeasuresTests
{
    // Three hidden units, so that the layers differ in shape.
    private static readonly float[,] First =
    {
        { 2, 0 },
        { 0, 1 },
        { 0, 0 },
    };

    private static readonly float[,] Second =
    {
        { 3, 0, 0 },
        { 0, 1, 0 },
    };

    private static readonly float[,] Examples =
    {
        { 1, 0 },
        { 0, 2 },
        { 1, 1 },
    };

    private static MeasuredNetwork Plain => HandMade.Network(Examples, [0, 1, 1], First, Second);

    [Theory]
    [InlineData(512, 2_352)]
    [InlineData(2_000, 10)]
    [InlineData(64, 64)]
    public void Spectral_norms_are_within_1e_4_of_a_full_decomposition(int rows, int columns)
    {
        using var generator = new Generator(3);
        using var matrix = randn([rows, columns], dtype: float64, generator: generator);
        var full = linalg.svdvals(matrix).max().item<double>();
        Assert.Equal(1, WeightLayer.SpectralNorm(matrix) / full, 1e-4);
    }

    [Fact]
    public void Singular_values_that_lie_close_together_do_not_mislead_the_power_iteration()
    {
        using var matrix = diag(tensor(new[] { 1.0, 0.9999, 0.9998, 0.5 }));
        Assert.Equal(1, WeightLayer.SpectralNorm(matrix), 1e-4);
        Assert.Equal(0, WeightLayer.SpectralNorm(zeros(3, 4, dtype: float64)));
    }

    [Fact]
    public void Products_of_norms_are_those_worked_out_by_hand()
    {
        Assert.Equal(6, new SpectralNormMeasure().Take(Plain).Value!.Value, 1e-9);
        Assert.Equal(Math.Sqrt(5 * 10), new FrobeniusNormMeasure().Take(Plain).Value!.Value, 1e-9);
        // The weights of before are all zero.
        Assert.Equal(Math.Sqrt(5 + 10), new DistanceMeasure().Take(Plain).Value!.Value, 1e-9);
    }

    [Fact]
    public void Margins_are_those_worked_out_by_hand_and_normalised_ones_do_not_change_with_the_scale_of_a_layer()
    {
        // Outputs (6, 0), (0, 2), (6, 1).
        Assert.Equal([6, 2, -5], MarginMeasure.Of(Plain));
        Assert.Equal(2, new MarginMeasure().Take(Plain).Value);
        var complexity = 6 * Math.Pow(Math.Pow(3.0 / 2, 2.0 / 3) + Math.Pow(4.0 / 3, 2.0 / 3), 1.5);
        var data = Math.Sqrt(1 + 4 + 2) / 3;
        Assert.Equal(2 / (complexity * data), new NormalisedMarginMeasure().Take(Plain).Value!.Value, 1e-6);

        var scaled = HandMade.Network(Examples, [0, 1, 1], HandMade.Scaled(First, 10), Second);
        Assert.Equal(20, new MarginMeasure().Take(scaled).Value!.Value, 1e-4);
        Assert.Equal(2 / (complexity * data), new NormalisedMarginMeasure().Take(scaled).Value!.Value, 1e-6);
        var zero = HandMade.Network(Examples, [0, 1, 1], HandMade.Scaled(First, 0), Second);
        Assert.NotNull(new NormalisedMarginMeasure().Take(zero).Problem);
    }

    [Fact]
    public void The_path_norm_sums_the_squares_of_all_paths()
    {
        // 2·3 and 1·1 are the paths.
        Assert.Equal(Math.Sqrt(37), new PathNormMeasure().Take(Plain).Value!.Value, 1e-5);
        var rescaled = HandMade.Network(Examples, [0, 1, 1], HandMade.Scaled(First, 4), HandMade.Scaled(Second, 0.25f));
        Assert.Equal(Math.Sqrt(37), new PathNormMeasure().Take(rescaled).Value!.Value, 1e-5);
        Assert.Equal([6, 2, -5], MarginMeasure.Of(Plain));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_batch_norm_that_is_folded_in_leaves_what_the_network_gives(bool withGain)
    {
        using var none = no_grad();
        using nn.Module<Tensor, Tensor> layer = withGain
            ? new NormedConvolution(3, 4, 3, 1, rectifies: true)
            : new ConvModule(3, 4, 3, true);
        using var generator = new Generator(5);
        foreach (var (_, tensor) in layer.state_dict())
            tensor.copy_(rand(tensor.shape, generator: generator) + 0.2);
        layer.eval();
        using var images = randn([2, 3, 6, 6], generator: generator);
        using var before = layer.forward(images);
        var folded = WeightLayer.Of(layer)[0].Matrix;

        NetworkCopy.FoldBatchNorm(layer);

        Assert.True(layer.forward(images).allclose(before, 1e-4, 1e-5));
        Assert.True(WeightLayer.Of(layer, foldsBatchNorm: false)[0].Matrix.allclose(folded, 1e-5, 1e-6));
    }
}
