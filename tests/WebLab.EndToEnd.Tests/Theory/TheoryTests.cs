using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.EndToEnd.Tests.Hosting;
using WebLab.Science.Kernels;

namespace WebLab.EndToEnd.Tests.Theory;

[Trait("Speed", "Slow")]
public sealed class TheoryTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task Page_builds_the_network_and_draws_it()
    {
        var page = await lab.OpenAsync("/theory");
        var figures = page.Locator("[data-figures=theorem1]");
        await Assertions.Expect(figures).ToContainTextAsync("6,784", new() { Timeout = 60_000 });

        await page.GetByLabel("Points, n").FillAsync("100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Build and check" }).ClickAsync();
        await Assertions.Expect(figures).ToContainTextAsync("984");

        var met = page.Locator(".theory-drawing .point.met");
        await Assertions.Expect(met).ToHaveCountAsync(9);
        await page.GetByLabel("Units summed").FillAsync("3");
        await Assertions.Expect(met).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_size_out_of_range_is_refused_in_the_servers_sentence()
    {
        var page = await lab.OpenAsync("/theory");
        await page.GetByLabel("Points, n").FillAsync("30000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Build and check" }).ClickAsync();
        await Assertions
            .Expect(page.GetByText("n must be a whole number from 1 to 20,000; it was 30000."))
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task A_kernel_that_memory_cannot_hold_is_refused_before_it_is_queued()
    {
        var spec = new RunSpec
        {
            Dataset = DatasetName.Mnist,
            Model = ModelName.GaussianKernel,
            TrainSize = 60_000,
        };
        Assert.SkipWhen(
            KernelMemory.Problem(spec, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is null,
            "This machine holds all of MNIST's kernel matrix."
        );
        using var http = new HttpClient { BaseAddress = lab.Lab.Address };
        var request = new ExperimentRequest { Name = "too large", Runs = [new("all", spec)] };

        using var answer = await http.PostAsJsonAsync(
            ApiRoutes.Experiments,
            request,
            LabJson.Options,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        Assert.StartsWith("trainSize 60,000 needs 6", (string)problem!["errors"]!["runs[0].spec.trainSize"]![0]!, StringComparison.Ordinal);
    }
}
