using Bunit;
using WebLab.Client.Runs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Runs;

public sealed class RecipeTableTests : PageTest
{
    [Fact]
    public void Test_images_are_as_many_as_the_data_set_has()
    {
        var recipe = Render<RecipeTable>(table => table.Add(t => t.Spec, new RunSpec { Dataset = DatasetName.Generated }));
        Assert.Contains("2,000 (all of them; at most 10,000 were asked for)", recipe.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_said_as_people_say_them_and_an_extension_is_named()
    {
        var spec = new RunSpec
        {
            TrainSize = 1_000,
            Seed = 12_345,
            Regularisers = new() { HorizontalFlip = true },
            Extensions = "WebLab.Sample 1.0.0.0",
        };
        var rows = Render<RecipeTable>(table => table.Add(t => t.Spec, spec))
            .FindAll(".recipe > div")
            .ToDictionary(row => row.Children[0].TextContent, row => row.Children[1].TextContent);
        Assert.Equal(("1,000", "12345", "WebLab.Sample 1.0.0.0"), (rows["Training examples"], rows["Seed"], rows["Extension"]));
        Assert.Contains("on", rows.Values);
        Assert.Contains("off", rows.Values);
        Assert.DoesNotContain("false", rows.Values);
    }
}
