using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Specs;

public sealed class StartFromTests
{
    private static readonly string Run = "0198f0c2-0000-7000-8000-00000000000a";
    private static readonly SpecField Field = SpecFields.Find("start-from")!;

    [Fact]
    public void A_recipe_that_starts_from_a_run_is_another_recipe_and_one_that_does_not_is_what_it_was()
    {
        var spec = new RunSpec();
        Assert.DoesNotContain("startFrom", JsonSerializer.Serialize(spec, LabJson.Options), StringComparison.Ordinal);
        var from = spec with { StartFrom = Run };
        Assert.NotEqual(RecipeHash.Of(spec), RecipeHash.Of(from));
        Assert.False(RecipeHash.Is(RecipeHash.Of(spec), from));
        Assert.NotEqual(RecipeHash.Of(from), RecipeHash.Of(spec with { StartFrom = $"{Run}:7" }));
        Assert.Equal(from, JsonSerializer.Deserialize<RunSpec>(JsonSerializer.Serialize(from, LabJson.Options), LabJson.Options));
    }

    [Fact]
    public void With_and_without_can_stand_side_by_side_in_a_sweep()
    {
        var values = SweepValues.Parse(Field, $"none, {Run.ToUpperInvariant()}:7");
        Assert.Equal(["none", $"{Run}:7"], values);
        var runs = Sweep.Expand(new(), [new(Field.Name, values)]);
        Assert.Equal([null, $"{Run}:7"], runs.Select(run => run.Spec.StartFrom));
    }

    [Theory]
    [InlineData("horoscope")]
    [InlineData("0198f0c2-0000-7000-8000-00000000000a,0198f0c2-0000-7000-8000-00000000000b")]
    public void Anything_but_one_run_is_refused(string text)
    {
        var sentence =
            $"startFrom must be the id of a run, ID:SEQUENCE for one of its kept checkpoints, or none; it was {Sentence.Shorten(text)}.";
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => Field.Write(new(), text)).Message);
        Assert.Equal(sentence, Assert.Single(SpecCheck.Problems(new() { StartFrom = text })).Message);
    }

    [Fact]
    public void What_trains_no_single_network_starts_from_none()
    {
        var kernel = new RunSpec
        {
            Model = ModelName.LinearKernel,
            TrainSize = 100,
            StartFrom = Run,
        };
        Assert.Equal(
            $"startFrom must be left out for linear-kernel, which trains no network in epochs; it was {Run}.",
            Assert.Single(SpecCheck.Problems(kernel)).Message
        );
        Assert.Null(OwnFields.Drop(kernel).StartFrom);
        var two = new RunSpec
        {
            Loss = new() { Kind = "co-teaching" },
            StartFrom = Run,
        };
        Assert.Equal(
            $"startFrom must be none for co-teaching, whose networks must start apart; it was {Run}.",
            Assert.Single(SpecCheck.Problems(two)).Message
        );
    }
}
