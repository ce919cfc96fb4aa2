using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Experiments;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Tests.Experiments;

public sealed class LaunchPageTests : PageTest
{
    private static readonly ExperimentSummary Stored = new()
    {
        Id = Guid.NewGuid(),
        Name = "Yesterday's",
        Description = "Whether it is there today.",
        CreatedAt = RunMaker.Noon,
        RunCounts = new Dictionary<RunStatus, int> { [RunStatus.Completed] = 2 },
    };

    [Fact]
    public void Every_preset_can_be_launched_and_configured()
    {
        var page = Open();
        foreach (var preset in Presets.All)
        {
            page.WaitForElement($"[data-launch='{preset.Name}']");
            Assert.Contains(preset.Teaches, page.Markup, StringComparison.Ordinal);
        }
        Assert.Equal("https://arxiv.org/abs/1611.03530", page.Find(".hero-paper a").GetAttribute("href"));
        page.WaitForAssertion(() => Assert.Contains("2 runs, about", page.Find(".hero-facts").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void The_experiment_to_begin_with_is_there_before_the_server_has_answered()
    {
        var devices = new TaskCompletionSource<IResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Devices}", _ => devices.Task);
        var page = Open();
        Assert.False(page.Find("[data-launch='true-against-random']").HasAttribute("disabled"));
        Assert.Equal("Reading the experiments…", page.Find(".waiting").TextContent);
        Assert.Empty(page.FindAll(".preset"));
        devices.SetResult(SmallLab.Json(new[] { Cpu }));
        page.WaitForElement(".preset [data-launch='random-pixels']");
        Assert.Empty(page.FindAll(".waiting"));
    }

    [Fact]
    public void Who_comes_back_finds_everything_at_once()
    {
        Open().WaitForElement(".preset [data-launch='random-pixels']");
        Lab.Answer($"GET {ApiRoutes.Devices}", _ => new TaskCompletionSource<IResult>().Task);
        var again = Open();
        Assert.NotEmpty(again.FindAll(".preset [data-launch='random-pixels']"));
        Assert.Equal("Reading the experiments…", again.Find(".waiting").TextContent);
    }

    [Fact]
    public void What_stands_below_it_comes_also_when_the_server_does_not_answer()
    {
        Lab.Answer($"GET {ApiRoutes.Devices}", _ => Task.FromResult(Results.StatusCode(502)));
        var page = Open();
        page.WaitForElement(".preset [data-launch='random-pixels']");
        Assert.Equal("They appear when the server answers.", page.Find(".waiting").TextContent);
    }

    [Fact]
    public void Without_an_experiment_the_page_says_what_to_do()
    {
        var page = Open();
        Assert.Contains("Nothing has been launched yet. Press Launch", page.WaitForElement(".teach").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Recent_experiments_are_linked_with_the_state_of_their_runs()
    {
        var page = Open(Stored);
        var link = page.WaitForElement($"[data-experiment='{Stored.Id}']");
        Assert.Equal($"experiments/{Stored.Id}", link.GetAttribute("href"));
        Assert.Contains("Completed", page.Find(".experiments .status").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launching_sends_the_preset_and_opens_the_experiment()
    {
        var page = Open();
        ExperimentRequest? sent = null;
        Lab.Answer(
            $"POST {ApiRoutes.Experiments}",
            async request =>
            {
                sent = await JsonSerializer.DeserializeAsync<ExperimentRequest>(request.Body, LabJson.Options);
                return SmallLab.Json(new Experiment(Stored, []), StatusCodes.Status201Created);
            }
        );
        page.WaitForElement("[data-launch='random-pixels']");
        await Click(page, "[data-launch='random-pixels']");
        var navigation = (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.EndsWith($"/experiments/{Stored.Id}", navigation.Uri, StringComparison.Ordinal));
        Assert.Equal("Random pixels", sent!.Name);
        Assert.Equal(2, sent.Runs.Count);
    }

    [Fact]
    public async Task A_refused_launch_is_told_and_can_be_tried_again()
    {
        var page = Open();
        Lab.Answer(
            $"POST {ApiRoutes.Experiments}",
            _ => Task.FromResult(Results.Problem("The disk is full: 3 MB are left.", statusCode: 507))
        );
        page.WaitForElement("[data-launch='true-against-random']");
        await Click(page, "[data-launch='true-against-random']");
        Assert.Equal("The disk is full: 3 MB are left.", page.WaitForElement("[role=alert]").TextContent);
        Assert.False(page.Find("[data-launch='true-against-random']").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_preset_that_takes_hours_here_is_asked_first()
    {
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Slow });
        var launched = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        var page = Open();
        page.WaitForElement("[data-launch='random-pixels']");
        var questions = Render<QuestionDialog>();
        _ = Click(page, "[data-launch='random-pixels']");
        Assert.Equal("Launch Random pixels?", questions.WaitForElement("#verb-title").TextContent);
        Assert.False(launched.IsCompleted);
    }

    private IRenderedComponent<LaunchPage> Open(params ExperimentSummary[] stored)
    {
        Lab.Answer($"GET {ApiRoutes.Experiments}", new Page<ExperimentSummary>(stored, stored.Length));
        Lab.Answer($"GET {ApiRoutes.Datasets}", Array.Empty<DatasetInfo>());
        return Render<LaunchPage>();
    }
}
