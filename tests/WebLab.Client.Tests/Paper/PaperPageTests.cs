using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Paper;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Science.Paper;

namespace WebLab.Client.Tests.Paper;

public sealed class PaperPageTests : PageTest
{
    private PaperLaunch? _sent;

    [Fact]
    public async Task Every_item_has_its_picture_and_a_launch_that_leads_to_it()
    {
        var mayAnswer = Held();
        TakeLaunch();
        var page = Render<PaperPage>();
        foreach (var item in PaperCatalogue.All)
        {
            var card = page.Find($"[data-item={item.Id}]");
            Assert.Contains(item.Shows, card.TextContent, StringComparison.Ordinal);
            Assert.NotEmpty(card.QuerySelectorAll(".figure-line, .figure-mark, .sketch-span, .paper-sketch text"));
        }
        // The wait begins before the answers come: one that begins while the page is drawn can miss the drawing.
        var timed = page.WaitForAssertionAsync(() =>
            Assert.Contains("Expected times on CPU, at most.", page.Find(".head-side").TextContent, StringComparison.Ordinal)
        );
        mayAnswer.SetResult();
        await timed;
        // Hours of work are launched by a second click only, which this one waits for.
        _ = Click(page, "[data-launch=fig1b-full]");
        Assert.Null(_sent);
        await page.InvokeAsync(() => Services.GetRequiredService<Questions>().Answer(null));
        page.WaitForAssertion(() => Assert.False(page.Find("[data-launch=fig1a-small]").HasAttribute("disabled")));
        await page.InvokeAsync(() => page.Find(".seed-count input[type=checkbox]").Change(true));
        await Click(page, "[data-launch=fig1a-small]");
        page.WaitForAssertion(() =>
            Assert.EndsWith("/paper/fig1a?scale=small", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal)
        );
        Assert.Equal(new PaperLaunch(PaperScale.Small, 3), _sent);
    }

    [Fact]
    public async Task A_click_before_the_page_knows_the_devices_asks_for_them_and_not_the_person()
    {
        _ = Held();
        TakeLaunch();
        var page = Render<PaperPage>();
        await Click(page, "[data-launch=fig1a-small]");
        page.WaitForAssertion(() =>
        {
            Assert.Null(Services.GetRequiredService<Questions>().Asked);
            Assert.Equal(PaperScale.Small, _sent?.Scale);
        });
    }

    /// <summary>The page's answer comes when this is completed.</summary>
    private TaskCompletionSource Held()
    {
        var mayAnswer = new TaskCompletionSource();
        Lab.Answer(
            $"GET {ApiRoutes.Paper}",
            async _ =>
            {
                await mayAnswer.Task;
                return SmallLab.Json(Array.Empty<PaperItemInfo>());
            }
        );
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        return mayAnswer;
    }

    private void TakeLaunch() =>
        Lab.Answer(
            $"POST {ApiRoutes.Paper}/fig1a/launch",
            async request =>
            {
                _sent = await System.Text.Json.JsonSerializer.DeserializeAsync<PaperLaunch>(request.Body, LabJson.Options);
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
}
