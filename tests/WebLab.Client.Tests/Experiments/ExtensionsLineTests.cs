using Bunit;
using WebLab.Client.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;

namespace WebLab.Client.Tests.Experiments;

public sealed class ExtensionsLineTests : PageTest
{
    [Fact]
    public void Loaded_ones_are_named_and_the_others_told_of_as_the_server_tells_those_who_are_in()
    {
        const string why = "The extension Broken could not be loaded: it is no library.";
        ExtensionInfo own = new("Own", "1.2.0.0", null),
            second = new("Second", "3.0.0.0", null);
        Lab.Answer(
            $"GET {ApiRoutes.Catalogue}",
            new CatalogueInfo
            {
                Corruptions = [],
                Networks = [],
                Extensions = [own, second, new("Broken", "", why)],
            }
        );
        var line = Open(own, second, new("Broken", "", "Broken is not loaded."));
        Assert.Equal("Extensions: Own 1.2.0.0, Second 3.0.0.0", line.Find(".help").TextContent);
        line.WaitForAssertion(() => Assert.Equal(why, Assert.Single(line.FindAll(".note")).TextContent));
    }

    [Fact]
    public void Without_extensions_nothing_is_said() => Assert.Equal("", Open().Markup.Trim());

    private IRenderedComponent<ExtensionsLine> Open(params IReadOnlyList<ExtensionInfo> extensions) =>
        Render<ExtensionsLine>(line => line.Add(each => each.Extensions, extensions));
}
