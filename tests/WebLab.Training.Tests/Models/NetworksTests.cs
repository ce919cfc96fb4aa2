using TorchSharp;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.Models;

public sealed class NetworksTests
{
    private static readonly InputShape Paper = new(28, 28, 3);

    /// <summary>Small sizes of each network whose size is its own to choose, beside its defaults.</summary>
    private static readonly Dictionary<string, FieldGroup[]> Sizes = new()
    {
        ["mlp"] = [Fields(("width", 7), ("depth", 0)), Fields(("width", 1), ("depth", 8)), Fields(("width", 33), ("depth", 2))],
        ["small-alexnet"] = [Fields(("widthFactor", 0.25)), Fields(("widthFactor", 0.33))],
        ["small-inception"] = [Fields(("widthFactor", 0.05)), Fields(("widthFactor", 0.4))],
        ["small-inception-no-bn"] = [Fields(("widthFactor", 0.1))],
        ["resnet-18"] = [Fields(("width", 1)), Fields(("width", 5))],
    };

    public static TheoryData<string> All() => [.. Descriptors.Select(network => network.Id)];

    private static IEnumerable<NetworkDescriptor> Descriptors => ModelRegistry.All.OfType<NetworkDescriptor>();

    [Theory]
    [InlineData("small-inception", 1_649_402, 204_219_680)]
    [InlineData("small-inception-no-bn", 1_649_402, 204_219_680)]
    [InlineData("small-alexnet", 1_387_786, 25_113_472)]
    [InlineData("mlp-3x512", 1_735_178, 1_733_632)]
    [InlineData("mlp-1x512", 1_209_866, 1_209_344)]
    [InlineData("linear", 23_530, 23_520)]
    [InlineData("mlp", 1_209_866, 1_209_344)]
    [InlineData("resnet-18", 11_173_962, null)]
    public void Trainable_parameters_and_multiply_adds_are_the_published_ones(string id, long parameters, int? multiplyAdds)
    {
        var network = Find(id);
        Assert.Equal(parameters, Built(network, Paper, 10, FieldGroup.Empty));
        if (multiplyAdds is { } known)
            Assert.Equal(known, network.Count(network.Size.MultiplyAdds, Paper, 10, FieldGroup.Empty));
    }

    /// <summary>Numbers a step keeps of one image, measured on a CPU as the growth of the worker's memory with its batch.</summary>
    [Theory]
    [InlineData("small-inception", 1_220_000)]
    [InlineData("small-inception-no-bn", 870_000)]
    [InlineData("small-alexnet", 260_000)]
    public void Numbers_that_a_step_keeps_lie_above_what_was_measured_and_not_far(string id, int measured) =>
        Assert.InRange(Find(id).Count(Find(id).Size.Kept, Paper, 10, FieldGroup.Empty), measured, measured * 1.25);

    [Theory]
    [MemberData(nameof(All))]
    public void Formula_counts_what_is_built_for_any_input_class_count_and_size(string id)
    {
        var network = Find(id);
        foreach (var fields in Sizes.GetValueOrDefault(id, []).Append(FieldGroup.Empty))
        {
            foreach (var (shape, classes) in new[] { (Paper, 10), (new(32, 32, 3), 100), (new(17, 23, 2), 3), (new(28, 28, 1), 2) })
                Assert.Equal(Built(network, shape, classes, fields), network.Count(network.Size.Parameters, shape, classes, fields));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_network_maps_images_of_any_shape_to_one_output_a_class(string id)
    {
        foreach (var fields in Sizes.GetValueOrDefault(id, [FieldGroup.Empty]))
        {
            foreach (var (shape, classes) in new[] { (new(28, 28, 1), 10), (new InputShape(32, 32, 3), 100), (new(9, 12, 2), 3) })
            {
                using var scope = torch.NewDisposeScope();
                using var network = Create(Find(id), shape, classes, fields);
                Initialisation.Apply(network, 1);
                var outputs = network.forward(torch.ones(2, shape.Channels, shape.Rows, shape.Columns));
                Assert.Equal([2, classes], outputs.shape);
                Assert.True(torch.isfinite(outputs).all().item<bool>());
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Features_are_taken_by_networks_that_do_not_convolve_and_refused_by_others_in_a_sentence(string id)
    {
        var network = Find(id);
        var shape = InputShape.OfFeatures(54);
        if (network.Convolves)
        {
            Assert.Matches($"^model {id} must be given images of at least .*; the examples are 1x1x54\\.$", network.Refusal(shape));
            return;
        }
        Assert.Null(network.Refusal(shape));
        using var scope = torch.NewDisposeScope();
        using var built = Create(network, shape, 7, FieldGroup.Empty);
        Assert.Equal([2, 7], built.forward(torch.ones(2, 54, 1, 1)).shape);
    }

    [Fact]
    public void Images_that_are_too_small_are_refused_and_the_smallest_are_not()
    {
        var network = Find("small-alexnet");
        Assert.NotNull(network.Refusal(new(7, 28, 3)));
        Assert.Null(network.Refusal(new(8, 8, 3)));
        using var scope = torch.NewDisposeScope();
        using var built = Create(network, new(8, 8, 3), 2, FieldGroup.Empty);
        Assert.Equal([1, 2], built.forward(torch.ones(1, 3, 8, 8)).shape);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Weights_come_from_the_seed_alone(string id)
    {
        using var scope = torch.NewDisposeScope();
        using var first = Drawn(1);
        using var same = Drawn(1);
        using var other = Drawn(2);
        Assert.All(first.parameters().Zip(same.parameters()), pair => Assert.True(pair.First.equal(pair.Second).all().item<bool>()));
        Assert.Contains(first.parameters().Zip(other.parameters()), pair => !pair.First.equal(pair.Second).all().item<bool>());

        torch.nn.Module<torch.Tensor, torch.Tensor> Drawn(ulong seed)
        {
            var network = Create(Find(id), Paper, 10, Sizes.GetValueOrDefault(id, [FieldGroup.Empty])[0]);
            Initialisation.Apply(network, seed);
            return network;
        }
    }

    [Fact]
    public void Evaluation_of_an_image_does_not_depend_on_its_batch()
    {
        foreach (var (id, fields) in new[] { ("small-inception", FieldGroup.Empty), ("resnet-18", Fields(("width", 4))) })
        {
            using var scope = torch.NewDisposeScope();
            using var network = Create(Find(id), Paper, 10, fields);
            Initialisation.Apply(network, 1);
            network.eval();
            var images = torch.ones(4, 3, 28, 28) * torch.arange(4).view(4, 1, 1, 1);
            var together = network.forward(images);
            var alone = torch.cat([.. Enumerable.Range(0, 4).Select(i => network.forward(images.narrow(0, i, 1)))]);
            Assert.True(torch.allclose(together, alone, atol: 1e-4), id);
        }
    }

    [Fact]
    public void Batch_norm_gains_begin_at_one_and_offsets_at_zero()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create(Find("resnet-18"), Paper, 10, Fields(("width", 2)));
        Initialisation.Apply(network, 1);
        var vectors = network
            .named_parameters()
            .Where(each => each.parameter.dim() == 1)
            .ToLookup(each => each.name.EndsWith("gain", StringComparison.Ordinal));
        Assert.All(vectors[true], each => Assert.True(each.parameter.eq(1).all().item<bool>(), each.name));
        Assert.All(vectors[false], each => Assert.True(each.parameter.eq(0).all().item<bool>(), each.name));
        Assert.Equal(20, vectors[true].Count());
    }

    private static NetworkDescriptor Find(string id) => Descriptors.Single(network => network.Id == id);

    private static long Built(NetworkDescriptor network, InputShape shape, int classes, FieldGroup fields)
    {
        using var scope = torch.NewDisposeScope();
        using var built = Create(network, shape, classes, fields);
        return Networks.CountParameters(built);
    }

    private static torch.nn.Module<torch.Tensor, torch.Tensor> Create(
        NetworkDescriptor network,
        InputShape shape,
        int classes,
        FieldGroup fields
    ) => network.Create(shape, classes, fields, new Dropout(0, new torch.Generator(0, torch.CPU)));

    private static FieldGroup Fields(params (string Name, double Value)[] fields) =>
        fields.Aggregate(FieldGroup.Empty, (group, field) => group.With(field.Name, field.Value));
}
