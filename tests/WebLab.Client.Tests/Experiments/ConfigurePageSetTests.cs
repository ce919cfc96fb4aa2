using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Client.Tests.Experiments;

/// <summary>The form with a data set of one's own.</summary>
public sealed class ConfigurePageSetTests : PageTest
{
    public ConfigurePageSetTests() =>
        DatasetFacts.Add(new("three-breeds", "Three breeds", "", 9_000, 900, 9, 13, 1, ["manx", "sphynx", "tabby"]) { IsOwn = true });

    /// <summary>The editor kept ten rows, of which the fourth had no class: the page was gone.</summary>
    [Fact]
    public async Task The_matrix_follows_the_classes_of_the_set_and_comes_back_with_it()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-corruption").Change("transition-matrix-labels"));
        await page.InvokeAsync(() => page.Find("input[aria-label='disc given as disc']").Change("0.7"));
        await page.InvokeAsync(() => page.Find("input[aria-label='disc given as ring']").Change("0.3"));
        await page.InvokeAsync(() => page.Find("#field-dataset").Change("three-breeds"));
        Assert.Equal(3, page.FindAll(".matrix tbody tr").Count);
        Assert.Equal("0.2", page.Find("input[aria-label='tabby given as manx']").GetAttribute("value"));
        Assert.False(page.Find(".launch-card button").HasAttribute("disabled"));
        await page.InvokeAsync(() => page.Find("#field-dataset").Change("generated"));
        Assert.Equal("0.7", page.Find("input[aria-label='disc given as disc']").GetAttribute("value"));
    }

    [Fact]
    public async Task What_a_corruption_does_with_this_set_in_particular_stands_in_the_preview()
    {
        Lab.Answer(
            $"POST {ApiRoutes.CorruptionPreview}",
            new CorruptionPreview
            {
                NoiseRate = 0.2,
                RealisedNoiseRate = 0.2,
                GivenLabelHash = new('a', 64),
                ConfusionCounts = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
                TrueLabels = [0],
                GivenLabels = [0],
                Sheet = [],
                Columns = 1,
                ImageSize = 13,
                Note = "Each becomes the next.",
            }
        );
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-dataset").Change("three-breeds"));
        await page.InvokeAsync(() => page.Find("#field-corruption").Change("asymmetric-labels"));
        Assert.Null(page.Find("#field-corruption").GetAttribute("aria-invalid"));
        Assert.EndsWith(
            "the next class in sets of which no such map is published.",
            page.Find("#help-corruption").TextContent,
            StringComparison.Ordinal
        );
        page.WaitForAssertion(() => Assert.Equal("Each becomes the next.", page.Find(".preview .note").TextContent));
    }

    private IRenderedComponent<ConfigurePage> Open()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("launch");
        return Render<ConfigurePage>();
    }
}
