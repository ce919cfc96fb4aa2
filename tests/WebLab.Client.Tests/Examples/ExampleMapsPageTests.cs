using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Examples;
using WebLab.Client.Tests.Hosting;

namespace WebLab.Client.Tests.Examples;

public sealed class ExampleMapsPageTests : PageTest
{
    [Fact]
    public async Task A_brush_stands_in_the_address_and_its_examples_below()
    {
        var mayAnswer = new TaskCompletionSource();
        LedgerMaker.Answer(Lab, LedgerMaker.Run, mayAnswer.Task);
        var script = JSInterop.SetupModule("./js/example-maps.js");
        script.Mode = JSRuntimeMode.Loose;
        script
            .Setup<ExampleMapsView?>("look", _ => true)
            .SetResult(new(2, [3, 4], [new("clean", 100, [0.5, null])], new Dictionary<string, double>()));
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"runs/{LedgerMaker.Run.Id}/maps?epoch=2");
        var page = Render<ExampleMapsPage>(parameters => parameters.Add(p => p.Id, LedgerMaker.Run.Id));
        var drawn = page.WaitForElementAsync(".map-groups");
        mayAnswer.SetResult();
        await drawn;
        Assert.Equal("2", page.Find(".map-slider b").TextContent);
        Assert.Empty(page.FindAll(".chosen-examples"));
        var maps = page.FindComponent<ExampleMaps>();
        var shown = page.WaitForElementAsync(".chosen-examples img");
        await page.InvokeAsync(() => maps.Instance.OnBrush(new("cartography", 0.1, 0.25, 0, null)));
        await shown;
        Assert.Equal("2 examples chosen", page.Find(".chosen-examples h2").TextContent);
        Assert.EndsWith("/maps?epoch=2&brush=cartography%3A0.1%2C0.25%2C0%2C", navigation.Uri, StringComparison.Ordinal);
    }
}
