using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Charts;
using WebLab.Client.Experiments;
using WebLab.Client.Live;
using WebLab.Client.Notes;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Experiments;

public sealed class ExperimentPageTests : PageTest
{
    private static readonly ExperimentSummary Summary = new()
    {
        Id = RunMaker.Run("true-labels").ExperimentId,
        Name = "Noise",
        Description = "What falls?",
        CreatedAt = RunMaker.Noon,
        Owner = "bo",
        IsPrivate = true,
        Axes = [new("noise-rate", ["0", "0.5", "1"]), new("seed", ["1", "2", "3"])],
    };

    [Fact]
    public void Figure_and_charts_stand_above_the_table_of_runs()
    {
        var page = Open(Sweep());
        int At(string mark) => page.Markup.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(At("data-sweep") < At("class=\"charts\"") && At("class=\"charts\"") < At("class=\"runs\""));
    }

    [Fact]
    public void What_it_is_stands_at_the_top()
    {
        var facts = Open(Sweep()).Find(".experiment-facts").TextContent;
        foreach (
            var fact in new[]
            {
                "Generated shapes",
                "MLP 1x512",
                "Symmetric",
                "1,000",
                "2,000",
                "0, 0.5, 1",
                "Seeds3",
                "by bo",
                "its owner",
            }
        )
            Assert.Contains(fact, facts, StringComparison.Ordinal);
    }

    [Fact]
    public void A_swept_size_stands_among_the_facts_once()
    {
        var runs = Sweep().Select((run, i) => run with { Spec = run.Spec with { TrainSize = 100 << i } }).ToList();
        var facts = Open(runs, Summary with { Axes = [new("train-size", ["100", "200"]), new("noise-rate", ["0", "1"])] })
            .FindAll(".experiment-facts dt")
            .Select(name => name.TextContent)
            .ToList();
        Assert.Single(facts, "Training examples");
        Assert.Contains("Noise rate", facts);
    }

    [Fact]
    public async Task Seeds_of_a_setting_are_a_group_that_folds()
    {
        var page = Open(Sweep());
        Assert.Equal(3, page.FindAll("[data-group]").Count);
        Assert.Contains("mean of 3 seeds", page.Find("[data-group]").TextContent, StringComparison.Ordinal);
        await Click(page, "[data-group] button");
        Assert.Equal(6, page.FindAll("tr[data-run]").Count);
    }

    [Fact]
    public void Adding_runs_leads_to_the_form_with_axes_and_seeds()
    {
        var address = Open(Sweep()).FindAll("a.button").Single(link => link.TextContent == "Add runs").GetAttribute("href")!;
        Assert.Contains("axis=noise-rate%3A0%2C0.5%2C1&axis=seed%3A1%2C2%2C3", address, StringComparison.Ordinal);
        Assert.Contains($"&to={Summary.Id}", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launching_again_opens_the_form_filled_in()
    {
        var page = Open(Sweep());
        await Click(page, () => page.FindAll("button").Single(button => button.TextContent == "Launch again"));
        var address = Services.GetRequiredService<NavigationManager>().Uri;
        Assert.Contains("axis=seed%3A1%2C2%2C3", address, StringComparison.Ordinal);
        var terms = SpecLink.Terms(address.Split("&terms=")[1]);
        Assert.Equal(
            (true, "What falls?", 5, "slurm", false),
            (terms.IsPrivate, terms.Description, terms.Priority, terms.Place, terms.ResumesItself)
        );
    }

    [Fact]
    public async Task What_failed_is_launched_once_more_and_put_away()
    {
        var runs = Sweep();
        runs[4] = runs[4] with { Status = RunStatus.Failed };
        runs[5] = runs[5] with { Status = RunStatus.Failed, HasDiverged = true };
        var (sent, archived) = (new TaskCompletionSource<ExperimentRuns>(), new TaskCompletionSource<RunAction>());
        Catch($"POST {ApiRoutes.Experiments}/{Summary.Id}/runs", sent, new Experiment(Summary, runs));
        Catch($"POST {ApiRoutes.RunActions}", archived, new RunActionResult([], [], 0));
        var page = Open(runs);
        await Click(page, () => page.FindAll("button").Single(button => button.TextContent == "Run 1 again"));
        var again = await sent.Task.WaitAsync(DefaultWaitTimeout);
        Assert.Equal([runs[4].Spec], again.Runs.Select(run => run.Spec));
        Assert.Equal((5, "slurm", false), (again.Priority, again.Place, again.ResumesItself));
        Assert.Equal([runs[4].Id], (await archived.Task.WaitAsync(DefaultWaitTimeout)).Ids);
    }

    [Fact]
    public async Task What_would_run_for_hours_once_more_is_asked_first()
    {
        var runs = Sweep();
        runs[4] = runs[4] with { Status = RunStatus.Failed };
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Slow });
        var questions = Render<QuestionDialog>();
        var page = Open(runs);
        _ = Click(page, () => page.FindAll("button").Single(button => button.TextContent == "Run 1 again"));
        Assert.Equal("Launch 1 run again?", questions.WaitForElement("#verb-title").TextContent);
    }

    [Fact]
    public void Archived_runs_are_counted_nowhere_and_said_to_be()
    {
        var runs = Sweep();
        runs[0] = runs[0] with { ArchivedAt = RunMaker.Noon };
        var page = Open(runs);
        Assert.Equal(8, page.FindAll("tr[data-run]").Count);
        Assert.Contains("1 run of this experiment is archived", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_alone_is_drawn_in_the_table_and_the_status_line_and_nowhere_else()
    {
        var runs = Sweep();
        runs[0] = runs[0] with { Status = RunStatus.Running, Result = null };
        await Services.GetRequiredService<LiveConnection>().Start();
        var page = Open(runs);
        // The curves' answer, which there is none of here, is the last that the charts wait for.
        page.WaitForElement(".charts > .fault");
        var charts = page.FindComponent<ChartGrid>();
        // It is drawn with the page, which what was still being read may draw once more.
        var note = page.FindComponent<NotePanel>();
        var drawn = new List<(int Charts, int Note)>();
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            await Lab.Browsers.RunsAdvanced([new(runs[0].Id, new(epoch, 10, epoch * 8, 80, 1_000, 60), RunMaker.Noon)]);
            page.WaitForAssertion(() =>
                Assert.Contains($"epoch {epoch} of 10", page.Find($"tr[data-run='{runs[0].Id}']").TextContent, StringComparison.Ordinal)
            );
            drawn.Add((charts.RenderCount, note.RenderCount));
        }
        Assert.Equal("50", page.Find($"tr[data-run='{runs[0].Id}'] .progress-bar").GetAttribute("aria-valuenow"));
        Assert.Equal("94", page.Find(".status-line .progress-bar").GetAttribute("aria-valuenow"));
        Assert.Contains(drawn.Zip(drawn.Skip(1)), pair => pair.First == pair.Second);
        var (before, noteBefore) = drawn[^1];
        await Lab.Browsers.RunChanged(runs[0] with { Status = RunStatus.Cancelled });
        charts.WaitForAssertion(() => Assert.True(charts.RenderCount > before));
        Assert.True(note.RenderCount > noteBefore);
    }

    private static List<RunSummary> Sweep()
    {
        var spec = new RunSpec
        {
            TrainSize = 1_000,
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels },
        };
        return
        [
            .. Science
                .Experiments.Sweep.Expand(spec, Summary.Axes)
                .Select(
                    (request, index) =>
                        RunMaker.Run("symmetric-labels", 0, RunStatus.Completed, RunMaker.Result(1, 0.5), index) with
                        {
                            Spec = request.Spec,
                            Name = request.Name,
                            IsPrivate = true,
                            Priority = 5,
                            Place = "slurm",
                        }
                ),
        ];
    }

    private IRenderedComponent<ExperimentPage> Open(IReadOnlyList<RunSummary> runs, ExperimentSummary? summary = null)
    {
        Lab.Answer($"GET {ApiRoutes.Experiments}/{Summary.Id}", new Experiment(summary ?? Summary, runs));
        var page = Render<ExperimentPage>(parameters => parameters.Add(p => p.Id, Summary.Id));
        page.WaitForElement("tr[data-run]");
        return page;
    }

    private void Catch<T>(string methodAndPath, TaskCompletionSource<T> sent, object answer) =>
        Lab.Answer(
            methodAndPath,
            async request =>
            {
                sent.TrySetResult((await JsonSerializer.DeserializeAsync<T>(request.Body, LabJson.Options))!);
                return SmallLab.Json(answer);
            }
        );
}
