using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Kernels;

public sealed class KernelMemoryTests
{
    private static readonly RunSpec AllOfMnist = new()
    {
        Dataset = DatasetName.Mnist,
        Model = ModelName.GaussianKernel,
        TrainSize = 60_000,
        TestSize = 10_000,
    };

    [Fact]
    public void All_of_mnist_is_refused_on_a_small_machine_with_the_needed_figure()
    {
        var problem = KernelMemory.Problem(AllOfMnist, 16_000_000_000);

        Assert.Equal("trainSize", problem!.Path);
        Assert.Matches(
            @"^trainSize 60,000 needs 63\.\d GB of memory with gaussian-kernel; this machine has 16\.0 GB, which is enough for "
                + @"\d\d,\d00\.$",
            problem.Message
        );
    }

    [Fact]
    public void The_size_that_it_names_fits_and_a_hundred_more_do_not()
    {
        var words = KernelMemory.Problem(AllOfMnist, 16_000_000_000)!.Message.Split(' ');
        var largest = int.Parse(words[^1].TrimEnd('.').Replace(",", "", StringComparison.Ordinal), provider: null);

        Assert.Null(KernelMemory.Problem(AllOfMnist with { TrainSize = largest }, 16_000_000_000));
        Assert.NotNull(KernelMemory.Problem(AllOfMnist with { TrainSize = largest + 100 }, 16_000_000_000));
    }

    [Fact]
    public void Networks_are_never_refused() => Assert.Null(KernelMemory.Problem(AllOfMnist with { Model = ModelName.Mlp1x512 }, 1));

    [Fact]
    public void A_kernel_passes_over_what_belongs_to_networks_but_cannot_crop()
    {
        Assert.Empty(
            SpecCheck.Problems(
                new()
                {
                    Model = ModelName.GaussianKernel,
                    TrainSize = 50,
                    BatchSize = 128,
                }
            )
        );
        var problem = Assert.Single(
            SpecCheck.Problems(
                new()
                {
                    Model = ModelName.GaussianKernel,
                    Regularisers = new() { RandomCrop = true },
                }
            )
        );
        Assert.Equal(
            "regularisers.randomCrop must be false for gaussian-kernel, which sees each image once; it was true.",
            problem.Message
        );
    }

    [Fact]
    public void Fields_of_networks_are_known_from_fields_of_every_run()
    {
        Assert.True(KernelFacts.Ignores(SpecFields.Find("epochs")!));
        Assert.True(KernelFacts.Ignores(SpecFields.Find("dropout")!));
        Assert.False(KernelFacts.Ignores(SpecFields.Find("train-size")!));
        Assert.False(KernelFacts.Ignores(SpecFields.Find("seed")!));
    }
}
