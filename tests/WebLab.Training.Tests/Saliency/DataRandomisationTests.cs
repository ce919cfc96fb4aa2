using WebLab.Contracts.Datasets;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Specs;
using WebLab.Science.Saliency;
using WebLab.Training.Saliency;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Saliency;

[Trait("Speed", "Slow")]
public sealed class DataRandomisationTests
{
    private static readonly RunSpec Spec = new()
    {
        Dataset = DatasetName.Generated,
        TrainSize = 60,
        TestSize = 20,
    };

    [Fact]
    public void It_trains_both_networks_of_each_seed_and_compares_every_map_of_the_same_images()
    {
        var reports = Run(new(PublishedNetworks.Mlp, Epochs: 2, RandomEpochs: 3, Seeds: 2, Images: 2, Seed: 5));

        Assert.Equal([false, true], reports.Select(each => each.IsLast));
        Assert.Equal(2, reports[0].Report.Trainings.Count);
        var report = reports[1].Report;
        Assert.Equal([(5, false), (5, true), (6, false), (6, true)], report.Trainings.Select(each => (each.Seed, each.IsRandom)));
        Assert.Equal([2, 3, 2, 3], report.Trainings.Select(each => each.Epochs));
        Assert.Equal(["Grad-CAM needs a convolution; the network has none."], report.LeftOut);
        Assert.Equal(10, report.Correlations.Count);
        Assert.All(
            report.Correlations,
            each =>
            {
                Assert.Equal(2, each.Means.Count);
                Assert.InRange(each.Mean, -1, 1);
                Assert.True(each.Low <= each.Mean && each.Mean <= each.High);
                // Generated shapes are in no paper.
                Assert.Null(each.Published);
            }
        );
        Assert.Equal(2, report.Shown.Count);
        Assert.All(
            report.Shown.SelectMany(image => image.Maps),
            pair =>
            {
                Assert.Equal(report.Rows * report.Columns, pair.True.Length);
                Assert.Equal(127, pair.True.Max(value => Math.Abs((int)(sbyte)value)));
                Assert.NotEqual(pair.True, pair.Random);
            }
        );
        Assert.Contains(report.Caveats, sentence => sentence.StartsWith("With seed 5 the random labels", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PublishedNetworks.Mlp, 784, 2 / 28.0, 0.0)]
    [InlineData(PublishedNetworks.Cnn, 25, 0.1, 0.1)]
    public void It_starts_from_the_weights_of_the_authors_programs(string network, int inputs, double scale, double bias)
    {
        using var scope = NewDisposeScope();
        using var built = PublishedNetworks.Create(network, new(28, 28, 1), 10, seed: 4);
        var first = built.parameters().First(each => each.dim() > 1);
        Assert.Equal(inputs, first.numel() / first.shape[0]);
        // A normal distribution that is cut at two deviations has 0.88 of its deviation.
        Assert.Equal(0.88 * scale, first.std().item<float>(), 0.03 * scale + (network == PublishedNetworks.Cnn ? 0.01 : 0));
        Assert.InRange(first.abs().max().item<float>(), scale, 2 * scale);
        Assert.All(built.parameters().Where(each => each.dim() < 2), each => Assert.Equal(bias, each.mean().item<float>(), 6));
    }

    [Fact]
    public void The_same_seed_gives_the_same_correlations()
    {
        var options = new RandomisationOptions(PublishedNetworks.Cnn, 1, 1, Seeds: 1, Images: 1, Seed: 2);
        IEnumerable<(string, bool, double)> Values() =>
            Run(options)[0].Report.Correlations.Select(each => (each.Method, each.IsAbsolute, each.Mean));
        Assert.Equal(Values(), Values());
    }

    [Fact]
    public void The_penalty_takes_the_weights_of_pixels_that_are_always_black_towards_zero()
    {
        using var scope = NewDisposeScope();
        var images = rand(100, 1, 8, 8, generator: new Generator(3, CPU));
        images[TensorIndex.Colon, TensorIndex.Colon, 0].zero_();
        var labels = arange(100, dtype: ScalarType.Int64).remainder(10);
        Assert.InRange(Black(PublishedTraining.Penalty) / Black(0), 0, 0.98);

        double Black(double penalty)
        {
            using var network = PublishedNetworks.Create(PublishedNetworks.Mlp, new(8, 8, 1), 10, 1);
            PublishedTraining.Fit(network, images, labels, 40, penalty, 1, _ => { });
            return network.parameters().First().narrow(1, 0, 8).abs().mean().item<float>();
        }
    }

    [Theory]
    [InlineData(PublishedNetworks.Cnn, "32x1x5x5, 64x32x5x5, 1024x3136")]
    [InlineData(PublishedNetworks.Mlp, "2500x784, 1500x2500, 500x1500")]
    public void The_penalty_is_on_the_weights_of_every_layer_but_the_last(string network, string shapes)
    {
        using var built = PublishedNetworks.Create(network, new(28, 28, 1), 10, seed: 4);
        Assert.Equal(shapes, string.Join(", ", PublishedTraining.Penalised(built).Select(each => string.Join('x', each.shape))));
    }

    [Fact]
    public void It_can_be_ended_while_it_trains_and_while_it_draws()
    {
        foreach (var end in new[] { "Training on true labels", "Training on random labels", "Drawing maps of both networks" })
        {
            var test = new DataRandomisation(
                new(PublishedNetworks.Mlp, 1, 1, Seeds: 1, Images: 1, Seed: 1),
                TrainingRecord.Corrupt(Spec),
                DatasetFacts.Of(Spec.Dataset),
                ComputeDevice.Open("cpu", 1),
                (doing, _) =>
                {
                    if (doing == end)
                        throw new OperationCanceledException();
                }
            );
            Assert.Throws<OperationCanceledException>(() => test.Run((_, _) => Assert.Fail("It went on.")));
        }
    }

    [Fact]
    public void A_constant_map_has_no_correlation_and_its_images_are_counted()
    {
        using var scope = NewDisposeScope();
        var tally = new RandomisationTally(
            new(PublishedNetworks.Mlp, 1, 100, Seeds: 1, Images: 3, Seed: 1),
            DatasetFacts.Of(Spec.Dataset),
            TrainingRecord.Corrupt(Spec)
        );
        tally.Add(new RandomisationTraining(1, IsRandom: true, Epochs: 100, 0.96, 0.1));
        tally.Begin(0, [0, 0, 0], [0, 0, 0]);
        var maps = arange(12, dtype: ScalarType.Float32).reshape(3, 1, 2, 2);
        // The second image's map by the second network is the same everywhere.
        var others = maps.clone();
        others[1] = 0;
        tally.Add(SaliencyMethods.All[0], maps, others);
        var report = tally.Report(60, 1);
        Assert.All(report.Correlations, each => Assert.Equal((1, 1), (each.Undefined, Math.Round(each.Mean, 12))));
    }

    [Fact]
    public void Published_bars_are_twenty_six_on_mnist()
    {
        var bars =
            from network in new[] { PublishedNetworks.Cnn, PublishedNetworks.Mlp }
            from method in SaliencyMethods.All
            from isAbsolute in new[] { true, false }
            select PublishedCorrelations.Find(DatasetName.Mnist, network, method.Id, isAbsolute);
        Assert.Equal(26, bars.Count(bar => bar is not null));
        Assert.Equal(0.57, PublishedCorrelations.Find(DatasetName.Mnist, "cnn", "guided-backprop", isAbsolute: true));
        Assert.Equal(0.13, PublishedCorrelations.Find(DatasetName.Mnist, "cnn", "gradient-input", isAbsolute: false));
    }

    private static List<(DataRandomisationReport Report, bool IsLast)> Run(RandomisationOptions options)
    {
        var reports = new List<(DataRandomisationReport, bool)>();
        var shares = new List<double>();
        new DataRandomisation(
            options with
            {
                // Ten times as many gradients as all others together.
                Methods = [.. SaliencyMethods.All.Where(method => method is not SmoothIntegratedGradients)],
            },
            TrainingRecord.Corrupt(Spec),
            DatasetFacts.Of(Spec.Dataset),
            ComputeDevice.Open("cpu", 1),
            (_, share) => shares.Add(share)
        ).Run((report, isLast) => reports.Add((report, isLast)));
        Assert.Equal(shares.Order(), shares);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        return reports;
    }
}
