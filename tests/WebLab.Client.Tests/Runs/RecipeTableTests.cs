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
        Assert.Contains("2000 (all of them; at most 10000 were asked for)", recipe.Markup, StringComparison.Ordinal);
    }
}
