using TorchSharp;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Training.Models;
using WebLab.Training.Saliency;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Tests.Saliency;

/// <summary>What each method says, against differences of the outputs and cases that are worked out by hand.</summary>
public sealed class SaliencyMethodTests
{
    private const double Step = 1e-6;

    private static readonly InputShape Shape = new(9, 12, 2);

    private static SaliencyMethod Find(string id) => SaliencyMethods.All.Single(method => method.Id == id);

    // Small tensors: two threads that wait for each other are slower than one.
    public SaliencyMethodTests() => ComputeDevice.Open("cpu", 1);

    [Fact]
    public void Stored_names_of_methods_keep() =>
        Assert.Equal(
            ["gradient", "smooth-grad", "guided-backprop", "grad-cam", "integrated-gradients", "ig-smooth-grad", "gradient-input"],
            SaliencyMethods.All.Select(method => method.Id)
        );

    [Theory]
    [InlineData("mlp", "width", 9)]
    [InlineData("small-alexnet", "widthFactor", 0.1)]
    [InlineData("small-inception", "widthFactor", 0.05)]
    [InlineData("resnet-18", "width", 2)]
    public void The_gradient_is_what_finite_differences_of_the_output_are(string model, string size, double value)
    {
        using var scope = NewDisposeScope();
        var images = Images(3);
        var network = Explained(model, size, value, images);
        var classes = network.Predictions(images);
        var gradient = Find("gradient").Maps(network, images, classes, 1);
        for (var pixel = 5; pixel < images[0].numel(); pixel += 41)
        {
            var (up, down) = (Moved(images, pixel, Step), Moved(images, pixel, -Step));
            var differences = (network.Outputs(up, classes) - network.Outputs(down, classes)) / (2 * Step);
            for (var i = 0; i < 3; i++)
                Assert.Equal(differences[i].item<double>(), gradient[i].flatten()[pixel].item<double>(), 1e-5);
        }
    }

    /// <summary>The output rises between two points of the way that lie nearer to one another than any two at which it is asked.</summary>
    [Fact]
    public void Integrated_gradients_that_are_not_complete_after_all_points_tell_by_how_much()
    {
        using var scope = NewDisposeScope();
        using var step = new NarrowStep();
        var images = ones([2, 1, 2, 2], dtype: ScalarType.Float64);
        images[1] = 0.25;
        var network = new ExplainedNetwork(step, images);
        var classes = zeros(2, dtype: ScalarType.Int64);
        var method = Find("integrated-gradients");
        var maps = method.Maps(network, images, classes, 1);
        Assert.Equal(
            "1 of 2 maps of integrated gradients are not complete: after 4,050 points they do not sum to the output less that of black "
                + "within a thousandth of it; the farthest is off by 100.0 %.",
            method.Doubt(network, images, classes, maps)
        );
        Assert.Null(method.Doubt(network, images.narrow(0, 1, 1), classes.narrow(0, 1, 1), maps.narrow(0, 1, 1)));
    }

    [Theory]
    [InlineData("mlp", "width", 64)]
    [InlineData("small-alexnet", "widthFactor", 0.2)]
    public void Integrated_gradients_sum_to_the_rise_of_the_output_to_a_thousandth(string model, string size, double value)
    {
        using var scope = NewDisposeScope();
        var images = Images(4);
        var network = Explained(model, size, value, images);
        var classes = network.Predictions(images);
        var rise = network.Outputs(images, classes) - network.Outputs(zeros_like(images), classes);
        Assert.True(rise.abs().min().item<double>() > 0.01);
        Assert.InRange(Error(Find("integrated-gradients").Maps(network, images, classes, 1)), 0, 1e-3);
        // What is refined point by point is what so many points give at once.
        Assert.InRange(Error(IntegratedGradients.Along(network, images, classes, IntegratedGradients.Steps)), 0, 0.02);

        double Error(Tensor maps) => ((maps.sum([1, 2, 3]) - rise) / rise).abs().max().item<double>();
    }

    [Fact]
    public void Guided_backpropagation_passes_back_only_what_is_positive()
    {
        using var scope = NewDisposeScope();
        // h = relu(x1 + x2, x1 - x2, 2 x1) at (1, 2) is (3, 0, 2); y = h1 + 5 h2 - 3 h3.
        var network = Of(x =>
        {
            var (a, b) = (x.flatten(1).select(1, 0), x.flatten(1).select(1, 1));
            var h = Rectifier.Relu(stack([a + b, a - b, 2 * a], 1));
            return (h * tensor(new double[] { 1, 5, -3 })).sum(1, true);
        });
        var image = tensor(new double[] { 1, 2 }).view(1, 1, 1, 2);
        Assert.Equal([-5, 1], Values("gradient", network, image));
        Assert.Equal([1, 1], Values("guided-backprop", network, image));
    }

    [Fact]
    public void Guided_backpropagation_adds_up_what_comes_by_two_ways_before_it_asks_for_the_sign()
    {
        using var scope = NewDisposeScope();
        // y = 2 relu(h) - 3 h with h = relu(x), as a residual block has it: h gets 2 - 3 < 0.
        var network = Of(x =>
        {
            var h = Rectifier.Relu(x.flatten(1).clone());
            return (2 * Rectifier.Relu(h.clone())) - (3 * h);
        });
        var other = Of(x =>
        {
            var h = Rectifier.Relu(x.flatten(1).clone());
            return h - (3 * Rectifier.Relu(h.clone()));
        });
        var image = tensor(new double[] { 2 }).view(1, 1, 1, 1);
        Assert.Equal([0], Values("guided-backprop", network, image));
        Assert.Equal([-2], Values("gradient", other, image));
        Assert.Equal([1], Values("guided-backprop", other, image));
    }

    [Fact]
    public void Grad_cam_weighs_each_map_by_its_mean_gradient_and_rectifies()
    {
        using var scope = NewDisposeScope();
        // Maps relu(x) and relu(-x); y = 2 A1[0,0] + 4 A1[1,1] - A2[0,1]: weights 6/4 and -1/4.
        var network = Of(x =>
        {
            var maps = Rectifier.Relu(cat([x, -x], 1));
            var weights = tensor(new double[] { 2, 0, 0, 4, 0, -1, 0, 0 }).view(1, 2, 2, 2);
            return (maps * weights).sum([1, 2, 3]).unsqueeze(1);
        });
        var image = tensor(new double[] { 1, 2, 3, -4 }).view(1, 1, 2, 2);
        Assert.Equal([1.5, 3, 4.5, 0], Values("grad-cam", network, image));
    }

    [Fact]
    public void Grad_cam_reads_the_maps_that_two_pathways_make_together_and_enlarges_them()
    {
        using var scope = NewDisposeScope();
        var images = Images(2);
        var network = Explained("small-inception", "widthFactor", 0.1, images);
        var classes = network.Predictions(images);
        // 18 + 16 channels at the end, of a mean over 3 x 3 places.
        var maps = network.FromFeatures(images, classes, (features, _) => features);
        Assert.Equal([2, 34, 3, 3], maps.shape);
        Assert.Equal([2, 1, 9, 12], Find("grad-cam").Maps(network, images, classes, 1).shape);
    }

    [Fact]
    public void A_method_that_does_not_apply_says_why()
    {
        using var scope = NewDisposeScope();
        var images = Images(1);
        Refuses("mlp", "grad-cam", "Grad-CAM needs a convolution; the network has none.");
        Refuses(
            "linear",
            "guided-backprop",
            "Guided backpropagation needs rectified units that WebLab knows (Rectifier.Relu); the network has none."
        );

        void Refuses(string model, string method, string sentence)
        {
            var network = Explained(model, null, 0, images);
            var error = Assert.Throws<TrainingFailedException>(() => Find(method).Maps(network, images, network.Predictions(images), 1));
            Assert.Equal(sentence, error.Message);
        }
    }

    [Fact]
    public void Every_method_gives_a_map_of_the_image_the_same_twice_and_frees_what_it_made()
    {
        using var scope = NewDisposeScope();
        var images = Images(2);
        var network = Explained("small-alexnet", "widthFactor", 0.05, images);
        var classes = network.Predictions(images);
        foreach (var method in SaliencyMethods.All.Where(method => method.Id != "ig-smooth-grad"))
        {
            Leftovers();
            var before = Tensor.TotalCount;
            var maps = method.Maps(network, images, classes, 7);
            var again = method.Maps(network, images, classes, 7);
            Assert.Equal(before + 2, Tensor.TotalCount);
            Assert.Equal([2, method.Id == "grad-cam" ? 1 : 2, 9, 12], maps.shape);
            Assert.True(isfinite(maps).all().item<bool>());
            Assert.True(maps.equal(again).all().item<bool>(), method.Id);
        }
    }

    /// <summary>Ends what other tests left to the collector, which would else be counted while it goes.</summary>
    private static void Leftovers()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public void Noise_is_averaged_out_of_what_a_linear_network_says()
    {
        using var scope = NewDisposeScope();
        var weights = tensor(new double[] { 2, -3 });
        var network = Of(x => (x.flatten(1) * weights).sum(1, true));
        var image = tensor(new double[] { 1, 0.5 }).view(1, 1, 1, 2);
        Assert.Equal([2, -3], Values("smooth-grad", network, image).Select(value => Math.Round(value, 9)));
        // The mean of 50 copies, each off by 0.15 x 0.5 in deviation, times the weights.
        var smooth = Values("ig-smooth-grad", network, image);
        Assert.InRange(smooth[0], 2 - 0.1, 2 + 0.1);
        Assert.InRange(smooth[1], -1.5 - 0.15, -1.5 + 0.15);
        Assert.NotEqual(2, smooth[0]);
        Assert.Equal([2, -1.5], Values("gradient-input", network, image));
    }

    [Fact]
    public void Ranks_are_compared_with_the_mean_rank_for_equal_values()
    {
        Assert.Equal(3.75 / 4.5, MapSimilarity.Spearman([0, 0, 1, 2], [0, 1, 1, 3]), 1e-12);
        Assert.Equal(-1, MapSimilarity.Spearman([1, 2, 3], [9, 4, 1]), 1e-12);
        Assert.Equal(double.NaN, MapSimilarity.Spearman([1, 2], [3, 3]));
    }

    private static Tensor Images(int count)
    {
        using var generator = new Generator(3);
        return rand([count, Shape.Channels, Shape.Rows, Shape.Columns], dtype: float64, generator: generator);
    }

    private static Tensor Moved(Tensor images, int pixel, double by)
    {
        var moved = images.clone();
        moved.flatten(1).select(1, pixel).add_(by);
        return moved;
    }

    /// <summary>In double precision, in which differences are told from rounding.</summary>
    private static ExplainedNetwork Explained(string model, string? size, double value, Tensor images)
    {
        var descriptor = (NetworkDescriptor)ModelRegistry.Current.Find(model)!;
        var fields = size is null ? FieldGroup.Empty : FieldGroup.Empty.With(size, value);
        using var generator = new Generator(1);
        var network = descriptor.Create(Shape, 5, fields, new Dropout(0, generator));
        Initialisation.Apply(network, 11);
        return new(network.to(float64), images);
    }

    private static double[] Values(string method, Module<Tensor, Tensor> network, Tensor image) =>
        Find(method).Maps(new(network, image), image, zeros(1, dtype: int64), 1).data<double>().ToArray();

    private static Worked Of(Func<Tensor, Tensor> forward) => new(forward);

    private sealed class Worked(Func<Tensor, Tensor> outputs) : Module<Tensor, Tensor>(nameof(Worked))
    {
        public override Tensor forward(Tensor input) => outputs(input);
    }

    /// <summary>Rises by 0.01 at 0.5 within 1e-5, between two of the 4,050 midpoints.</summary>
    private sealed class NarrowStep() : Module<Tensor, Tensor>(nameof(NarrowStep))
    {
        public override Tensor forward(Tensor images)
        {
            var mean = images.mean([1, 2, 3], keepdim: false).unsqueeze(1);
            return 1_000 * (nn.functional.relu(mean - 0.5) - nn.functional.relu(mean - 0.50001));
        }
    }
}
