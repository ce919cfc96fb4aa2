using TorchSharp;
using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;
using WebLab.Science.Models;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.Models;

public sealed class NetworksTests
{
    [Theory]
    [InlineData(ModelName.SmallInception, 1_649_402)]
    [InlineData(ModelName.SmallInceptionNoBn, 1_649_402)]
    [InlineData(ModelName.SmallAlexnet, 1_387_786)]
    [InlineData(ModelName.Mlp3x512, 1_735_178)]
    [InlineData(ModelName.Mlp1x512, 1_209_866)]
    [InlineData(ModelName.Linear, 23_530)]
    public void Trainable_parameters_are_the_papers(string name, int parameters)
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create(name, channels: 3);
        Assert.Equal(parameters, Networks.CountParameters(network));
        Assert.Equal(parameters, ModelFacts.Of(name).Parameters);
    }

    [Theory]
    [MemberData(nameof(AllNetworks))]
    public void Every_network_maps_colour_and_grey_images_to_ten_outputs(string name)
    {
        foreach (var channels in new[] { 1, 3 })
        {
            using var scope = torch.NewDisposeScope();
            using var network = Create(name, channels);
            var outputs = network.forward(torch.ones(2, channels, 28, 28));
            Assert.Equal([2, 10], outputs.shape);
            Assert.True(torch.isfinite(outputs).all().item<bool>());
        }
    }

    [Theory]
    [MemberData(nameof(AllNetworks))]
    public void Weights_come_from_the_seed_alone(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var first = Create(name, channels: 3);
        using var same = Create(name, channels: 3);
        using var other = Create(name, channels: 3, seed: 2);
        Assert.All(first.parameters().Zip(same.parameters()), pair => Assert.True(pair.First.equal(pair.Second).all().item<bool>()));
        Assert.Contains(first.parameters().Zip(other.parameters()), pair => !pair.First.equal(pair.Second).all().item<bool>());
    }

    [Fact]
    public void Evaluation_of_an_image_does_not_depend_on_its_batch()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Create(ModelName.SmallInception, channels: 3);
        network.eval();
        var images = torch.ones(4, 3, 28, 28) * torch.arange(4).view(4, 1, 1, 1);
        var together = network.forward(images);
        var alone = torch.cat([.. Enumerable.Range(0, 4).Select(i => network.forward(images.narrow(0, i, 1)))]);
        Assert.True(torch.allclose(together, alone, atol: 1e-4));
    }

    public static TheoryData<string> AllNetworks() => [.. ModelFacts.Names.Where(name => !name.IsKernel())];

    private static torch.nn.Module<torch.Tensor, torch.Tensor> Create(string name, int channels, int seed = 1)
    {
        using var generator = new torch.Generator(0, torch.CPU);
        return Networks.Create(new() { Model = name, Seed = seed }, channels, generator);
    }
}
