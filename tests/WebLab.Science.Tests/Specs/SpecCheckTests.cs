using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Specs;

public sealed class SpecCheckTests
{
    [Fact]
    public void Default_spec_is_good() => Assert.Empty(SpecCheck.Problems(new()));

    [Fact]
    public void Images_too_small_for_the_network_are_refused()
    {
        DatasetFacts.Add(new("thumbnails", "Thumbnails", "", 1_000, 1_000, 12, 4, 1, ["no", "yes"]) { IsOwn = true });
        var spec = new RunSpec { Dataset = "thumbnails", TrainSize = 1_000 };
        Assert.Empty(SpecCheck.Problems(spec));
        Assert.Equal(
            "model must take images of 12x4, those of thumbnails; small-alexnet takes 8x8 and more.",
            Assert.Single(SpecCheck.Problems(spec with { Model = ModelName.SmallAlexnet })).Message
        );
    }

    [Fact]
    public void Rows_of_features_are_refused_by_what_takes_images_only()
    {
        DatasetFacts.Add(
            new("measured", "Measured", "", 1_000, 1_000, 1, 30, 1, ["no", "yes"]) { IsOwn = true, Kind = DatasetKind.Features }
        );
        var spec = new RunSpec { Dataset = "measured", TrainSize = 1_000 };
        foreach (var model in new[] { "mlp", ModelName.Mlp1x512, ModelName.Linear, ModelName.LinearKernel, ModelName.GaussianKernel })
            Assert.Empty(SpecCheck.Problems(spec with { Model = model }));
        foreach (
            var model in new[]
            {
                ModelName.SmallAlexnet,
                ModelName.SmallInception,
                "resnet-18",
                ModelName.GaborKernel,
                ModelName.RandomFeatures,
            }
        )
            Assert.Equal(
                $"model must take the 30 features of measured; {model} takes images only.",
                Assert.Single(SpecCheck.Problems(spec with { Model = model })).Message
            );
        Assert.Equal(
            "corruption.kind must be one of labels for measured, which has features and no pixels; it was gaussian.",
            Assert.Single(SpecCheck.Problems(spec with { Corruption = new() { Kind = CorruptionKind.Gaussian } })).Message
        );
        foreach (
            var (regularisers, field) in new[]
            {
                (new Regularisers { HorizontalFlip = true }, "horizontalFlip"),
                (new Regularisers { Rotation = 5 }, "rotation"),
                (new Regularisers { RandomCrop = true }, "randomCrop"),
            }
        )
            Assert.Equal($"regularisers.{field}", Assert.Single(SpecCheck.Problems(spec with { Regularisers = regularisers })).Path);
    }

    [Fact]
    public void A_data_set_that_not_everybody_may_know_is_in_no_sentence_and_no_list()
    {
        DatasetFacts.Add(new("hush-hush", "Hush", "", 1_000, 1_000, 8, 8, 1, ["no", "yes"]) { IsOwn = true, IsUnlisted = true });
        Assert.Empty(SpecCheck.Problems(new() { Dataset = "hush-hush", TrainSize = 1_000 }));
        Assert.DoesNotContain("hush", Assert.Single(SpecCheck.Problems(new() { Dataset = "none" })).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", DatasetFacts.Names);
    }

    [Theory]
    [InlineData("epochs", "0")]
    [InlineData("epochs", "-1")]
    [InlineData("epochs", "1000000000")]
    [InlineData("batch-size", "0")]
    [InlineData("batch-size", "5001")]
    [InlineData("learning-rate", "NaN")]
    [InlineData("learning-rate", "Infinity")]
    [InlineData("learning-rate", "1e308")]
    [InlineData("learning-rate-decay", "0")]
    [InlineData("noise-rate", "-0.1")]
    [InlineData("noise-rate", "1.01")]
    [InlineData("noise-rate", "0.5")]
    [InlineData("train-size", "20001")]
    [InlineData("seed", "-1")]
    [InlineData("label-file", "../secrets")]
    [InlineData("label-file", "labels.u8")]
    public void Bad_value_gets_one_sentence_that_names_field_and_value(string name, string value)
    {
        var field = SpecFields.Find(name)!;
        var problem = Assert.Single(SpecCheck.Problems(field.Write(new(), value)));
        Assert.Contains(" must ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("epochs", "many")]
    [InlineData("model", "resnet")]
    [InlineData("random-crop", "yes")]
    [InlineData("momentum", "")]
    public void Text_of_the_wrong_type_gets_a_sentence(string name, string text)
    {
        var error = Assert.Throws<FormatException>(() => SpecFields.Find(name)!.Write(new(), text));
        Assert.Contains("must be", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_field_reads_what_it_writes()
    {
        foreach (var field in SpecFields.All)
            Assert.Equal(field.Read(new()), field.Read(field.Write(new(), field.Read(new()))));
    }

    [Fact]
    public void Matrix_rows_must_sum_to_one()
    {
        var matrix = Enumerable.Range(0, 10).Select(_ => new double[10]).ToArray();
        var spec = new RunSpec
        {
            Corruption = new() { Kind = CorruptionKind.TransitionMatrixLabels, TransitionMatrix = matrix },
        };
        Assert.Contains("row 1 must sum to 1; it summed to 0.", Assert.Single(SpecCheck.Problems(spec)).Message, StringComparison.Ordinal);
    }
}
