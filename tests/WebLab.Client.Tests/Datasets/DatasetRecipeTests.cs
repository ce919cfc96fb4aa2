using WebLab.Client.Datasets;
using WebLab.Client.Experiments;
using WebLab.Contracts.Datasets;
using WebLab.Science.Specs;

namespace WebLab.Client.Tests.Datasets;

public sealed class DatasetRecipeTests
{
    [Theory]
    [InlineData(40, 40, 40)]
    [InlineData(3_000, 3_000, 128)]
    [InlineData(90_000, 5_000, 128)]
    public void A_set_of_any_size_starts_from_a_recipe_that_is_good_and_whose_link_names_its_content(int count, int train, int batch)
    {
        var facts = new DatasetFacts($"own-{count}", "Own", "", count, 20, 8, 8, 1, ["a", "b"]) { IsOwn = true };
        DatasetFacts.Add(facts);
        var spec = DatasetRecipe.Of(
            new()
            {
                Facts = facts,
                State = DatasetState.Ready,
                ContentHash = new('a', 64),
            }
        );
        Assert.Equal((train, batch, new string('a', 64)), (spec.TrainSize, spec.BatchSize, spec.DatasetHash));
        Assert.Empty(SpecCheck.Problems(spec));
        var link = SpecLink.To(spec);
        Assert.Equal(spec, SpecLink.Decode(link.Split("spec=")[1]));
        // Another set has another content.
        Assert.Null(SpecFields.Find("dataset")!.Write(spec, "generated").DatasetHash);
    }
}
