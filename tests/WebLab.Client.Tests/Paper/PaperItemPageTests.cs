using System.Text.Json;
using Bunit;
using WebLab.Client.Paper;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Client.Tests.Paper;

public sealed class PaperItemPageTests : PageTest
{
    [Fact]
    public async Task One_network_of_a_table_is_launched_by_itself()
    {
        var sent = new TaskCompletionSource<PaperLaunch?>();
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        var mayAnswer = new TaskCompletionSource();
        Lab.Answer(
            $"GET {ApiRoutes.Paper}/table1/runs",
            async _ =>
            {
                await mayAnswer.Task;
                return SmallLab.Json(Array.Empty<RunSummary>());
            }
        );
        Lab.Answer(
            $"POST {ApiRoutes.Paper}/table1/launch",
            async request =>
            {
                sent.SetResult(await JsonSerializer.DeserializeAsync<PaperLaunch>(request.Body, LabJson.Options));
                return SmallLab.Json(
                    new Experiment(
                        new()
                        {
                            Id = Guid.NewGuid(),
                            Name = "a",
                            Description = "",
                            CreatedAt = default,
                        },
                        []
                    ),
                    201
                );
            }
        );
        var page = Render<PaperItemPage>(item => item.Add(page => page.Id, "table1"));
        Assert.Equal(
            ["All of it", .. PaperCatalogue.Find("table1")!.Parts(PaperScale.Small)],
            page.FindAll(".paper-part option").Select(option => option.TextContent)
        );
        // Before the device is known the page asks whether to launch what may take long; and its answer draws the page anew. The wait
        // begins before the answers come: one that begins while the page is drawn can miss the drawing.
        var timed = page.WaitForAssertionAsync(() => Assert.Matches("^18 runs, .* at most$", page.Find(".head-side .help").TextContent));
        mayAnswer.SetResult();
        await timed;
        await page.InvokeAsync(() => page.Find(".paper-part").Change("MLP 1x512"));
        Assert.StartsWith("9 runs", page.Find(".head-side .help").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("[data-launch=table1]").Click());
        Assert.Equal(new PaperLaunch(PaperScale.Small, 3, "MLP 1x512"), await sent.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
