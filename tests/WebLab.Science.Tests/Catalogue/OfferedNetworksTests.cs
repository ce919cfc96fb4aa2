using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Catalogue;

/// <summary>Networks that a label audit trains on folds: asked for by its recipe, checked, and counted before it is launched.</summary>
public sealed class OfferedNetworksTests
{
    private static readonly DeviceInfo Cpu = new("cpu-0", "CPU", 2, null);

    private static readonly RunSpec Audit = new()
    {
        Dataset = DatasetName.Cifar10,
        TrainSize = 5_000,
        TestSize = 1_000,
        Analysis = new() { Kind = "label-audit" },
    };

    [Fact]
    public void A_recipe_of_before_keeps_its_hash_and_one_that_says_the_defaults_has_it()
    {
        // What 1cdfcf1 gave for this recipe.
        Assert.Equal("97be0cd04052e034b4e0865b6c1c2b8f1e02476b580e80b81803c6816ec91fbd", Convert.ToHexStringLower(RecipeHash.Of(Audit)));
        Assert.Equal(RecipeHash.Of(Audit), RecipeHash.Of(With(("auditNetwork", "none"), ("auditFolds", 5), ("auditFoldRate", 0))));
        Assert.NotEqual(RecipeHash.Of(Audit), RecipeHash.Of(With(("auditNetwork", ModelName.Linear))));
    }

    [Fact]
    public void Time_and_memory_of_networks_are_counted_and_none_without_them()
    {
        var (ridge, rest) = (Throughput.Seconds(Audit, Cpu), MemoryNeed.Bytes(Audit, isGpu: false, memory: null));
        Assert.Equal(ridge, Throughput.Seconds(With(("auditFolds", 20)), Cpu));
        var five = With(("auditNetwork", ModelName.SmallAlexnet));
        // Ten epochs on 5,000 images four times over, a third of that once, and 1,000 test images five times.
        var images = (10 * 4 * 5_000) + ((5_000 + (5 * 1_000)) / 3.0);
        var expected = Throughput.Expected(new() { Model = ModelName.SmallAlexnet, Dataset = DatasetName.Cifar10 }, Cpu);
        Assert.Equal(images / expected, Throughput.Seconds(five, Cpu) - ridge, 1.0);
        Assert.InRange(MemoryNeed.Bytes(five, isGpu: false, memory: null) - rest, 200_000_000, 600_000_000);
        // What was measured of the network counts before what is expected of it.
        var measured = Cpu with { ImagesPerSecond = new Dictionary<string, double> { [ModelName.SmallAlexnet] = 100 } };
        Assert.Equal(images / 100, Throughput.Seconds(five, measured) - ridge, 1.0);
        Assert.Equal(
            (20 - 1) / (5 - 1.0),
            (Throughput.Seconds(With(("auditNetwork", ModelName.SmallAlexnet), ("auditFolds", 20)), measured) - ridge)
                / (Throughput.Seconds(five, measured) - ridge),
            0.2
        );
    }

    [Fact]
    public void What_a_network_does_not_take_or_goes_with_no_network_is_refused()
    {
        DatasetFacts.Add(
            new("four-columns", "Four columns", "", 100, 20, 1, 4, 1, ["a", "b"])
            {
                Kind = DatasetKind.Features,
                Columns = ["p", "q", "r", "s"],
                IsOwn = true,
            }
        );
        DatasetFacts.Add(new("small-images", "Small images", "", 100, 20, 6, 7, 1, ["a", "b"]) { IsOwn = true });
        var convolving = With(("auditNetwork", ModelName.SmallAlexnet)) with { TrainSize = 100, TestSize = 20 };
        Refused(
            "analysis.auditNetwork must take the 4 features of four-columns; small-alexnet takes images only.",
            convolving with { Dataset = "four-columns" }
        );
        Refused(
            "analysis.auditNetwork must take images of 6x7, those of small-images; small-alexnet takes 8x8 and more.",
            convolving with { Dataset = "small-images" }
        );
        Refused(
            "analysis.auditNetwork must be none where analysis.auditProbabilities is mine.npy, by which labels are questioned then; "
                + "it was linear.",
            With(("auditNetwork", ModelName.Linear), ("auditProbabilities", "mine.npy"))
        );
        Refused(
            "analysis.auditFolds must be at most trainSize, 12; it was 20.",
            With(("auditNetwork", ModelName.Linear), ("auditFolds", 20)) with { TrainSize = 12 }
        );
        Refused("analysis.auditFolds must be a whole number from 2 to 20; it was 1.", With(("auditFolds", 1)));
        Assert.Empty(SpecCheck.Problems(With(("auditNetwork", ModelName.Linear)) with { Dataset = "four-columns", TrainSize = 100 }));

        static void Refused(string sentence, RunSpec spec) => Assert.Equal(sentence, Assert.Single(SpecCheck.Problems(spec)).Message);
    }

    private static RunSpec With(params (string Key, object Value)[] fields) =>
        Audit with
        {
            Analysis = Audit.Analysis! with
            {
                Fields = fields.Aggregate(FieldGroup.Empty, (group, field) => group.With(field.Key, field.Value)),
            },
        };
}
