using WebLab.Client.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Tests.Experiments;

public sealed class SpecLinkTests
{
    public static TheoryData<RunSpec> Specs =>
        [
            new RunSpec(),
            new RunSpec
            {
                Dataset = DatasetName.Cifar10,
                Model = ModelName.SmallAlexnet,
                Epochs = 7,
                LearningRate = 1e-7,
                Seed = int.MaxValue,
            },
            new RunSpec
            {
                Corruption = new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = 0.35 },
                Regularisers = new() { Dropout = 0.5, RandomCrop = true },
            },
            new RunSpec
            {
                Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = "worse labels & more.txt" },
            },
        ];

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_recipe_comes_back_from_its_address_unchanged(RunSpec spec) => Assert.Equal(spec, SpecLink.Decode(SpecLink.Encode(spec)));

    [Fact]
    public void Defaults_are_left_out_of_the_address() => Assert.True(SpecLink.Encode(new() { Epochs = 31 }).Length < 24);

    [Fact]
    public void Name_and_axes_are_escaped_in_the_address()
    {
        var address = SpecLink.To(new(), "a & b = c", [new("noise-rate", ["0.2", "0.4"])]);
        Assert.EndsWith("&name=a%20%26%20b%20%3D%20c&axis=noise-rate%3A0.2%2C0.4", address, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_launched_beside_the_recipe_comes_back_from_the_address()
    {
        var terms = new LaunchTerms
        {
            Description = "Häuser & Bäume?",
            IsPrivate = true,
            Place = "slurm",
            Priority = -5,
            ResumesItself = false,
        };
        Assert.Equal(terms, SpecLink.Terms(SpecLink.To(new(), "a", terms: terms).Split("&terms=")[1]));
        Assert.DoesNotContain("terms", SpecLink.To(new(), "a", terms: new()), StringComparison.Ordinal);
        Assert.Equal(new(), SpecLink.Terms("nonsense"));
    }

    [Fact]
    public void The_longest_question_is_left_out_of_the_address_which_a_server_would_not_read()
    {
        var terms = new LaunchTerms { Description = new('問', 2_000), IsPrivate = true };
        Assert.Equal(terms with { Description = "" }, SpecLink.Terms(SpecLink.To(new(), terms: terms).Split("&terms=")[1]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not base64!")]
    [InlineData("bm90IGpzb24")]
    [InlineData("eyJubyI6MX0")]
    public void What_is_no_recipe_is_none(string? text) => Assert.Null(SpecLink.Decode(text));

    [Fact]
    public void An_axis_comes_back_from_its_text()
    {
        var axis = SpecLink.Axis("noise-rate:0.2, 0.4");
        Assert.Equal("noise-rate", axis!.Field);
        Assert.Equal(["0.2", "0.4"], axis.Values);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData(":0.2")]
    [InlineData("password:1")]
    public void What_is_no_axis_is_none(string text) => Assert.Null(SpecLink.Axis(text));
}
