using System.Text.Json;
using System.Text.Json.Nodes;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Specs;

public sealed class RecipeHashTests
{
    private static readonly RunSpec Full = new()
    {
        Dataset = DatasetName.Cifar10,
        Model = ModelName.SmallInception,
        Corruption = new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = 0.3 },
        LearningRate = 0.1,
        WeightDecay = 1e-4,
        Regularisers = new() { RandomCrop = true, Rotation = 25 },
        Seed = 7,
    };

    /// <summary>What 5848dc5's Checkpoint.HashOf gave for these recipes; its checkpoints go on being theirs. The first also pins every
    /// default: one that changed would make another recipe of what was stored by what differs.</summary>
    public static TheoryData<string, string> Written =>
        new()
        {
            { "{}", "0b74839b55fbaf1ff59244822b2d423fd6dcac971ffa0e91991c59a029d727c5" },
            {
                """
                {"dataset":"cifar-10","model":"small-inception","corruption":{"kind":"partially-corrupted-labels","noiseRate":0.3},
                "learningRate":0.1,"weightDecay":0.0001,"regularisers":{"randomCrop":true,"rotation":25},"seed":7}
                """,
                "3ed4d92feaadb2464274540d3820bbaf220b4be95f212b14fbd5f8a8a597ede3"
            },
            {
                """{"corruption":{"kind":"gaussian","gaussianMoments":"per-channel","corruptTestPixels":false}}""",
                "631e34d85c5c4c8998d2dd9665d29a53cd48d19de9d0028ccc00860f791a71aa"
            },
            {
                """{"corruption":{"kind":"shuffled-pixels","pixelGrouping":"values"}}""",
                "8b064bd019716c10e556fc4b0eafa41485221d278b2dcf65943addfdb052eed6"
            },
            {
                """{"dataset":"cifar-10","corruption":{"kind":"file-labels","labelFile":"a.csv"}}""",
                "bf2b318f998763379b0e820b5311a08ed19b930169453a1ee29dc16cb2cfc617"
            },
            {
                """{"model":"random-features","kernel":{"gamma":0.5,"ridge":0.01,"filters":3200}}""",
                "de04b56cda18674a685c606a820c63634d87a5766623872ee12ee82c33c92f80"
            },
        };

    [Theory]
    [MemberData(nameof(Written))]
    public void Checkpoint_of_an_older_version_is_still_its_recipes(string json, string hash)
    {
        var spec = JsonSerializer.Deserialize<RunSpec>(json, LabJson.Options)!;
        Assert.True(RecipeHash.Is(Convert.FromHexString(hash), spec));
        Assert.False(RecipeHash.Is(Convert.FromHexString(hash), spec with { Seed = 8 }));
    }

    /// <summary>A field that comes to WebLab is in no older recipe, and stands at its default: it must not be in the hash.</summary>
    [Fact]
    public void Field_at_its_default_is_not_in_the_hash()
    {
        Assert.Equal(
            ["corruption", "dataset", "learningRate", "model", "regularisers", "seed", "weightDecay"],
            RecipeHash.Differences(Full).Select(member => member.Key)
        );
        Assert.Equal("{}", RecipeHash.Differences(new()).ToJsonString());
        Assert.Equal(
            """{"kind":"partially-corrupted-labels","noiseRate":0.3}""",
            RecipeHash.Differences(Full)["corruption"]!.ToJsonString()
        );
    }

    [Fact]
    public void Loss_is_in_the_hash_where_it_is_another_and_no_recipe_of_old()
    {
        var robust = Full with { Loss = new() { Kind = "gce", Fields = FieldGroup.Empty.With("gceQ", 0.5) } };
        Assert.Equal("""{"gceQ":0.5,"kind":"gce"}""", RecipeHash.Differences(robust)["loss"]!.ToJsonString());
        var standard = robust with { Loss = new() { Kind = "gce", Fields = FieldGroup.Empty.With("gceQ", 0.7) } };
        Assert.Equal(RecipeHash.Of(robust with { Loss = new() { Kind = "gce" } }), RecipeHash.Of(standard));
        // What 5848dc5 gave for the same recipe without a loss.
        var old = Convert.FromHexString("3ed4d92feaadb2464274540d3820bbaf220b4be95f212b14fbd5f8a8a597ede3");
        Assert.True(RecipeHash.Is(old, Full));
        Assert.False(RecipeHash.Is(old, robust));
    }

    /// <summary>The same recipe written whole, as it is stored from before fields belonged to a corruption, is the same recipe.</summary>
    [Fact]
    public void Fields_that_are_written_at_their_defaults_change_nothing()
    {
        var json = JsonSerializer.SerializeToNode(Full, LabJson.Options)!.AsObject();
        json["corruption"]!["pixelGrouping"] = "positions";
        json["corruption"]!["corruptTestPixels"] = true;
        json["kernel"] = JsonNode.Parse("""{"gamma":0.02,"ridge":0,"filters":1000}""");
        var whole = json.Deserialize<RunSpec>(LabJson.Options)!;
        Assert.Equal(RecipeHash.Of(Full), RecipeHash.Of(whole));
        Assert.Equal(Full, OwnFields.Tidy(whole));
    }

    [Fact]
    public void Every_difference_makes_another_hash() =>
        Assert.Equal(
            4,
            new[] { Full, Full with { Seed = 8 }, Full with { Model = "mlp-1x512" }, Full with { Corruption = new() } }
                .Select(spec => Convert.ToHexString(RecipeHash.Of(spec)))
                .Distinct()
                .Count()
        );

    [Fact]
    public void A_precision_that_old_versions_had_not_makes_another_recipe_and_the_default_leaves_the_hash()
    {
        Assert.Equal(RecipeHash.Of(Full), RecipeHash.Of(Full with { Precision = PrecisionName.Full }));
        Assert.False(RecipeHash.Is(RecipeHash.Of(Full), Full with { Precision = PrecisionName.Bfloat16 }));
        Assert.DoesNotContain("precision", RecipeHash.Differences(Full).Select(member => member.Key));
    }
}
