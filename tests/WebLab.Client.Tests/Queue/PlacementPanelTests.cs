using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Live;
using WebLab.Client.Queue;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Devices;

namespace WebLab.Client.Tests.Queue;

public sealed class PlacementPanelTests : PageTest
{
    private const string Network = "mlp-1x512 on 28x28x3, batch 128, float32";

    private DeviceInfo _device = new("cpu-0", "CPU, 16 cores", 8, null)
    {
        Cores = 16,
        Placements = [new(Network, [new(1, 16, [9_000]), new(8, 2, [18_000, 17_000, 19_000]), new(16, 1, [15_000])])],
    };

    [Fact]
    public void The_table_of_a_network_and_what_was_chosen_are_shown_with_the_reason()
    {
        var page = Open();
        var panel = page.WaitForElement($"[data-network='{Network}']");
        Assert.Matches(@"go 2 at a time with\s+8 threads each\.", page.Find(".teach").TextContent);
        Assert.Equal(
            "Many runs go 16 at a time with 1 thread each, 144,000 images a second together (2 with 8 threads each: 36,000); one alone has "
                + "8 threads, 18,000 images a second.",
            panel.QuerySelector("p")!.TextContent
        );
        Assert.Equal(
            ["1 16 9,000 144,000", "8 2 18,000 36,000", "16 1 15,000 15,000"],
            panel.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))
        );
    }

    [Fact]
    public async Task Measuring_is_asked_for_and_a_refusal_is_said()
    {
        var sent = new TaskCompletionSource<PlacementRequest?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer(
            $"POST {ApiRoutes.Devices}/placements",
            async request =>
            {
                sent.TrySetResult(await JsonSerializer.DeserializeAsync<PlacementRequest>(request.Body, LabJson.Options));
                return Results.Problem("The processor is measured while nothing trains on it.", statusCode: 409);
            }
        );
        var page = Open();
        page.WaitForElement("button");
        await Click(page, "button");
        Assert.Equal(Network, (await sent.Task.WaitAsync(DefaultWaitTimeout))?.Network);
        Assert.Equal("The processor is measured while nothing trains on it.", page.WaitForElement("[role=alert]").TextContent);
    }

    [Fact]
    public void While_it_is_measured_it_says_so_and_nothing_more_is_asked_for()
    {
        _device = _device with { Measuring = Network };
        var page = Open();
        Assert.Contains($"Measuring {Network}", page.WaitForElement("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_somebody_else_has_begun_to_measure_is_heard_of_and_what_was_wrong_with_it_is_said()
    {
        await Services.GetRequiredService<LiveConnection>().Start();
        var page = Open();
        page.WaitForElement("button");
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { _device with { Measuring = Network } });
        await Lab.Browsers.DevicesUsed([Use(isMeasured: true)]);
        page.WaitForElement("[role=status]");
        var fault = $"{Network}: Not all was measured: it took longer than 3 minutes. What was is kept.";
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { _device with { MeasuringFault = fault } });
        await Lab.Browsers.DevicesUsed([Use(isMeasured: false)]);
        Assert.Equal(fault, page.WaitForElement("[data-fault]").TextContent);
        Assert.Empty(page.FindAll("[role=status]"));

        static DeviceUse Use(bool isMeasured) => new("cpu-0", "CPU, 16 cores", null, null, null, null, []) { IsMeasured = isMeasured };
    }

    [Fact]
    public void A_network_whose_images_are_augmented_is_not_measured()
    {
        _device = _device with { Placements = [new(Network + ", augmented", [new(8, 2, [18_000])])] };
        var page = Open();
        page.WaitForElement("[data-network]");
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public void A_processor_in_equal_parts_has_nothing_to_show()
    {
        _device = _device with { Cores = 0 };
        var asked = 0;
        Lab.Answer($"GET {ApiRoutes.Devices}", _ => Task.FromResult(Counted()));
        var page = Render<PlacementPanel>();
        page.WaitForAssertion(() => Assert.Equal(1, asked));
        Assert.Empty(page.Markup.Trim());

        IResult Counted()
        {
            asked++;
            return Results.Json(new[] { _device }, LabJson.Options);
        }
    }

    private IRenderedComponent<PlacementPanel> Open()
    {
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { _device });
        return Render<PlacementPanel>();
    }
}
