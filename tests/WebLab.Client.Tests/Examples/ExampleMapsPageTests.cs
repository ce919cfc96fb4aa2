using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Examples;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;

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

    [Fact]
    public async Task Any_amount_of_the_ledger_is_an_axis_of_a_map_of_ones_own()
    {
        var mayAnswer = new TaskCompletionSource();
        LedgerMaker.Answer(Lab, LedgerMaker.Run, mayAnswer.Task);
        Lab.Answer(LedgerMaker.Route(LedgerMaker.Run), LedgerMaker.FactsOfALab);
        var script = JSInterop.SetupModule("./js/example-maps.js");
        script.Mode = JSRuntimeMode.Loose;
        script
            .Setup<ExampleMapsView?>("look", _ => true)
            .SetResult(new(0, [], [new("clean", 100, [0.5])], new Dictionary<string, double>()));
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"runs/{LedgerMaker.Run.Id}/maps?x=lab.score");
        var page = Render<ExampleMapsPage>(parameters => parameters.Add(p => p.Id, LedgerMaker.Run.Id));
        var drawn = page.WaitForElementAsync(".map-groups");
        mayAnswer.SetResult();
        await drawn;
        Assert.Contains("lab.score", Opened(script), StringComparison.Ordinal);
        Assert.Equal("Score", page.FindAll(".map-panel h3")[^1].TextContent);
        Assert.Equal(
            ["how many", "Loss", "First fit", "Score"],
            page.FindAll("select[aria-label='Own map, up'] option").Select(option => option.TextContent)
        );
        var cloud = page.WaitForAssertionAsync(() =>
            Assert.Equal("First fit over Score", page.FindAll(".map-panel h3")[^1].TextContent)
        );
        await page.InvokeAsync(() => page.Find("select[aria-label='Own map, up']").Change("first-fit"));
        await cloud;
        Assert.EndsWith("/maps?x=lab.score&y=first-fit", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_C_scores_forgetting_is_drawn_against_them_with_their_rank_correlation()
    {
        var mayAnswer = new TaskCompletionSource();
        LedgerMaker.Answer(Lab, LedgerMaker.Run, mayAnswer.Task);
        Lab.Answer(LedgerMaker.Route(LedgerMaker.Run), LedgerMaker.Facts with { HasCScores = true });
        var script = JSInterop.SetupModule("./js/example-maps.js");
        script.Mode = JSRuntimeMode.Loose;
        script
            .Setup<ExampleMapsView?>("look", _ => true)
            .SetResult(new(0, [], [new("clean", 100, [0.5])], new Dictionary<string, double> { ["forgetting"] = -0.4321 }));
        var page = Render<ExampleMapsPage>(parameters => parameters.Add(p => p.Id, LedgerMaker.Run.Id));
        var drawn = page.WaitForElementAsync(".map-groups");
        mayAnswer.SetResult();
        await drawn;
        var map = page.FindAll(".map-panel")[^1];
        Assert.Equal("Forgetting against C-score", map.QuerySelector("h3")!.TextContent);
        Assert.Equal("Spearman -0.432", map.QuerySelector(".of")!.TextContent);
        Assert.Contains("c-score", Opened(script), StringComparison.Ordinal);
    }

    private static string Opened(BunitJSModuleInterop script) =>
        JsonSerializer.Serialize(script.Invocations["open"][^1].Arguments[1], LabJson.Options);
}
