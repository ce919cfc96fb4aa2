using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Specs;

public sealed class KeptNetworksTests
{
    [Theory]
    [InlineData(60, 0, "")]
    [InlineData(60, 1, "1")]
    [InlineData(60, 8, "1 2 3 5 8 13 22 36")]
    [InlineData(5, 100, "1 2 3 4")]
    [InlineData(1, 8, "")]
    public void They_stand_at_even_logarithms_of_the_epochs_and_before_the_last(int epochs, int count, string expected) =>
        Assert.Equal(expected, string.Join(' ', KeptNetworks.Epochs(new() { Epochs = epochs, KeptNetworks = count })));

    [Fact]
    public void There_are_as_many_as_are_asked_for_each_after_the_one_before_and_none_at_the_last_epoch()
    {
        for (var epochs = 1; epochs <= 150; epochs++)
        {
            for (var count = 0; count <= KeptNetworks.Most; count++)
            {
                var kept = KeptNetworks.Epochs(new() { Epochs = epochs, KeptNetworks = count });
                Assert.Equal(Math.Min(count, epochs - 1), kept.Count);
                Assert.Equal(kept.Distinct().Order(), kept);
                Assert.All(kept, epoch => Assert.InRange(epoch, 1, epochs - 1));
            }
        }
    }

    /// <summary>A linear network on 28x28x3 generated images has 2,352 x 10 weights and 10 biases.</summary>
    [Fact]
    public void What_they_take_is_known_before_and_a_launch_that_has_no_room_for_them_is_told_which_run_is_too_much()
    {
        var spec = new RunSpec { Model = ModelName.Linear, KeptNetworks = 3 };
        var bytes = KeptNetworks.Bytes(spec)!.Value;
        Assert.InRange(bytes, 3 * 23_530 * 4, 3 * ((23_530 * 4) + 2_000));
        Assert.Equal(0, KeptNetworks.Bytes(spec with { KeptNetworks = 0 }));
        Assert.Null(KeptNetworks.Refusal([spec, spec], 2 * bytes, "the store has room for"));
        RunSpec[] four = [spec, spec with { KeptNetworks = 0 }, spec, spec];
        var (index, problem) = KeptNetworks.Refusal(four, 2 * bytes, "the store has room for")!.Value;
        Assert.Equal((3, "keptNetworks"), (index, problem.Path));
        Assert.Equal(
            "keptNetworks must be a number of networks that there is room for; with 3 the first 4 runs would keep 0.9 MB, and the store "
                + "has room for 0.6 MB.",
            problem.Message
        );
    }

    [Fact]
    public void A_recipe_that_keeps_none_is_what_it_was()
    {
        var spec = new RunSpec();
        Assert.DoesNotContain("keptNetworks", JsonSerializer.Serialize(spec, LabJson.Options), StringComparison.Ordinal);
        var kept = spec with { KeptNetworks = 8 };
        Assert.False(RecipeHash.Is(RecipeHash.Of(spec), kept));
        Assert.Equal(kept, JsonSerializer.Deserialize<RunSpec>(JsonSerializer.Serialize(kept, LabJson.Options), LabJson.Options));
        var runs = Sweep.Expand(new(), [new("kept-networks", ["0", "8"])]);
        Assert.Equal([0, 8], runs.Select(run => run.Spec.KeptNetworks));
    }

    [Fact]
    public void What_trains_no_network_in_epochs_keeps_none()
    {
        var kernel = new RunSpec
        {
            Model = ModelName.LinearKernel,
            TrainSize = 100,
            KeptNetworks = 8,
        };
        Assert.Equal(
            "keptNetworks must be 0 for linear-kernel, which trains no network in epochs; it was 8.",
            Assert.Single(SpecCheck.Problems(kernel)).Message
        );
        Assert.Equal(0, OwnFields.Drop(kernel).KeptNetworks);
        Assert.Empty(KeptNetworks.Epochs(kernel));
        Assert.Equal(
            "keptNetworks must be a whole number from 0 to 100; it was 101.",
            Assert.Single(SpecCheck.Problems(new() { KeptNetworks = 101 })).Message
        );
    }
}
