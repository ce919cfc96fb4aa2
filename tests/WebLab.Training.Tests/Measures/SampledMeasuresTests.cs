using WebLab.Training.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Tests.Measures;

public sealed class SampledMeasuresTests
{
    private static readonly float[,] Border =
    {
        { 1, 0 },
        { -1, 0 },
    };

    [Fact]
    public void The_gradient_norm_is_that_of_finite_differences()
    {
        var network = HandMade.Network(
            Points(20, 0.3f),
            Labels(20),
            Border,
            new float[,]
            {
                { 0.5f, -0.2f },
                { 0.1f, 0.7f },
            }
        );
        var square = 0.0;
        foreach (var weight in network.Network.parameters())
        {
            using var none = no_grad();
            var flat = weight.view(-1);
            for (var i = 0L; i < flat.numel(); i++)
            {
                const float step = 1e-2f;
                var before = flat[i].item<float>();
                flat[i].fill_(before + step);
                var up = Loss(network);
                flat[i].fill_(before - step);
                var down = Loss(network);
                flat[i].fill_(before);
                square += Math.Pow((up - down) / (2 * step), 2);
            }
        }
        var norm = new GradientNormMeasure().Take(network).Value!.Value;
        Assert.InRange(norm / Math.Sqrt(square), 0.99, 1.01);
        Assert.True(norm > 0.01);
    }

    [Fact]
    public void The_search_for_the_noise_ends_where_the_accuracy_has_changed_by_a_tenth()
    {
        Assert.InRange(SharpnessMeasure.Sigma(1, sigma => 1 - (0.2 * sigma))!.Value, 0.45, 0.55);
        Assert.InRange(SharpnessMeasure.Sigma(1, sigma => sigma < 0.01 ? 1 : 0.5)!.Value, 0.0099, 0.0101);
        Assert.Null(SharpnessMeasure.Sigma(1, _ => 1));
    }

    [Fact]
    public void A_network_of_smaller_weights_is_sharper_though_it_predicts_the_same()
    {
        var (points, labels) = (Points(200, 1), Labels(200));
        var large = new SharpnessMeasure().Take(HandMade.Network(points, labels, HandMade.Scaled(Border, 0.3f)));
        var small = new SharpnessMeasure().Take(HandMade.Network(points, labels, HandMade.Scaled(Border, 0.03f)));
        // Ten times less noise, within the tolerance of the search.
        Assert.InRange(small.Value!.Value / large.Value!.Value, 50, 200);
        Assert.InRange(small.Value.Value, small.Low!.Value, small.High!.Value);
    }

    [Fact]
    public void Critical_samples_are_those_within_the_radius_of_a_border()
    {
        var found = new CriticalSampleMeasure().Take(Beside(radius: 0.01, scale: null));
        // 60 of 200 are half a radius from the border, the others two radii.
        Assert.InRange(found.Value!.Value, 0.25, 0.3);
        Assert.True(found.Low < found.Value && found.Value < found.High);
        // A pixel that whitening has doubled has twice the radius.
        Assert.Equal(found.Value, new CriticalSampleMeasure().Take(Beside(radius: 0.005, scale: 2)).Value);
        Assert.Equal(0, new CriticalSampleMeasure().Take(Beside(radius: 0.001, scale: null)).Value);
    }

    [Fact]
    public void Wilsons_interval_is_the_one_worked_out_by_hand() =>
        // Of 10 in 100: 0.05523 to 0.17437.
        Assert.Equal(
            (0.0552, 0.1744),
            (Rounded(CriticalSampleMeasure.Wilson(10, 100).Low), Rounded(CriticalSampleMeasure.Wilson(10, 100).High))
        );

    [Fact]
    public void The_calibration_error_is_the_one_worked_out_by_hand()
    {
        // 0.55 and 0.58 share a bin, whose accuracy is one half; 0.95 is right.
        var bins = CalibrationMeasure.InBins([(0.55, true), (0.58, false), (0.95, true), (1, true)]);
        Assert.Equal(4, bins.Sum(bin => bin.Count));
        Assert.Equal(2, bins[8].Count);
        var expected = ((2 * Math.Abs(0.5 - 0.565)) + (2 * (1 - 0.975))) / 4;
        Assert.Equal(expected, CalibrationMeasure.Error(bins), 1e-12);
        Assert.Equal(0, CalibrationMeasure.Error(CalibrationMeasure.InBins([(1, true), (1, true)])));
    }

    [Fact]
    public void The_confusion_counts_each_label_and_prediction()
    {
        var network = HandMade.Network(
            new float[,]
            {
                { 1, 0 },
                { 1, 0 },
                { -1, 0 },
            },
            [0, 1, 1],
            Border
        );
        var result = new ConfusionMeasure().Take(network);
        Assert.Equal(1.0 / 3, result.Value!.Value, 1e-12);
        Assert.Equal(
            [
                [1, 0],
                [1, 1],
            ],
            result.Confusion[0].Counts
        );
    }

    [Fact]
    public void The_first_layers_alignment_is_its_share_along_the_datas_leading_components()
    {
        // The data vary along the first input, hardly along the second.
        var data = new float[100, 2];
        for (var i = 0; i < 100; i++)
            (data[i, 0], data[i, 1]) = (i - 50, i % 2 == 0 ? 0.1f : -0.1f);
        Assert.Equal(1, Aligned(1, 0), 1e-4);
        Assert.Equal(0, Aligned(0, 1), 1e-4);
        Assert.Equal(0.9, Aligned(3, 1), 1e-2);

        double Aligned(float along, float across) =>
            new FirstLayerMeasure()
                .Take(
                    HandMade.Network(
                        data,
                        Labels(100),
                        new float[,]
                        {
                            { along, across },
                            { along, across },
                        }
                    )
                )
                .Value!.Value;
    }

    private static MeasuredNetwork Beside(double radius, float? scale)
    {
        var points = new float[200, 2];
        for (var i = 0; i < 200; i++)
            points[i, 0] = i < 60 ? 0.005f : 0.02f;
        var made = HandMade.Network(points, new int[200], HandMade.Scaled(Border, 100));
        var train = made.Train with { Scales = scale is { } by ? [.. Enumerable.Repeat(by, 200)] : [] };
        return new(made.Network, made.CreateNew, train, made.Test, made.Classes) { Radius = radius };
    }

    private static double Loss(MeasuredNetwork network) =>
        functional
            .cross_entropy(network.Network.forward(network.Train.Inputs), tensor(network.Train.Labels, dtype: ScalarType.Int64))
            .item<float>();

    private static float[,] Points(int count, float size)
    {
        var random = new Random(4);
        var points = new float[count, 2];
        for (var i = 0; i < count; i++)
            (points[i, 0], points[i, 1]) = ((i % 2 == 0 ? size : -size) + (0.2f * random.NextSingle()), random.NextSingle() - 0.5f);
        return points;
    }

    private static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => i % 2)];

    private static double Rounded(double value) => Math.Round(value, 4);
}
