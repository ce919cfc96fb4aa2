using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebLab.Client.Experiments;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Sweeps;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Tests.Runs;

public sealed class RunVerbsTests : PageTest
{
    private readonly List<RunAction> _sent = [];

    [Fact]
    public async Task A_run_of_minutes_is_cancelled_only_when_that_is_confirmed()
    {
        var run = RunMaker.Run("true-labels") with { Progress = new(4, 30, 720, 10_000, 128, null) };
        var page = Open();
        var kept = page.InvokeAsync(() => Verbs.Cancel(run));
        await Click(page, () => Button(page, "Keep training"));
        Assert.False(await kept);
        Assert.Empty(_sent);
        var cancelled = page.InvokeAsync(() => Verbs.Cancel(run));
        await Click(page, () => Button(page, "Cancel the run"));
        Assert.True(await cancelled);
        Assert.Equal((RunVerb.Cancel, run.Id), (Assert.Single(_sent).Verb, _sent[0].Ids[0]));
    }

    [Fact]
    public async Task A_run_of_minutes_is_stopped_only_when_that_is_confirmed()
    {
        var run = RunMaker.Run("true-labels") with { Progress = new(4, 30, 720, 10_000, 128, null) };
        var page = Open();
        var kept = page.InvokeAsync(() => Verbs.Stop(run));
        await Click(page, () => Button(page, "Keep training"));
        await kept;
        Assert.Empty(_sent);
        var stopped = page.InvokeAsync(() => Verbs.Stop(run));
        await Click(page, () => Button(page, "Stop after this epoch"));
        await stopped;
        Assert.Equal((RunVerb.Stop, run.Id), (Assert.Single(_sent).Verb, _sent[0].Ids[0]));
    }

    [Fact]
    public async Task A_queued_run_is_cancelled_at_once_and_can_be_put_back()
    {
        var run = RunMaker.Run("true-labels", status: RunStatus.Queued);
        var page = Open();
        Assert.True(await page.InvokeAsync(() => Verbs.Cancel(run)));
        await Click(page, () => Button(page, "Undo"));
        page.WaitForAssertion(() => Assert.Equal([RunVerb.Cancel, RunVerb.Resume], _sent.Select(action => action.Verb)));
        Assert.Equal([run.Id], _sent[1].Ids);
    }

    [Fact]
    public async Task More_epochs_lead_to_the_run_that_goes_on()
    {
        var run = Ended();
        var next = run with { Id = Guid.NewGuid() };
        var sent = new TaskCompletionSource<MoreEpochs>();
        Lab.Answer($"POST {ApiRoutes.Runs}/{run.Id}/more-epochs", async request =>
        {
            sent.TrySetResult((await JsonSerializer.DeserializeAsync<MoreEpochs>(request.Body, LabJson.Options))!);
            return SmallLab.Json(next, 201);
        });
        var page = Open();
        var asked = page.InvokeAsync(() => Verbs.MoreEpochs(run));
        page.WaitForElement("#verb-answer");
        await page.InvokeAsync(() => page.Find("#verb-answer").Input("30"));
        Assert.True(Button(page, "Go on").HasAttribute("disabled"));
        await page.InvokeAsync(() => page.Find("#verb-answer").Input("90"));
        await Click(page, () => Button(page, "Go on"));
        await asked;
        Assert.Equal(90, (await sent.Task.WaitAsync(DefaultWaitTimeout)).Epochs);
        Assert.EndsWith($"/runs/{next.Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_network_was_kept_the_form_is_offered_with_the_epochs_filled_in()
    {
        var run = Ended();
        Lab.Answer($"POST {ApiRoutes.Runs}/{run.Id}/more-epochs", _ =>
            Task.FromResult(Microsoft.AspNetCore.Http.Results.Problem("No final checkpoint of this run was kept.", statusCode: 409))
        );
        var page = Open();
        var asked = page.InvokeAsync(() => Verbs.MoreEpochs(run));
        page.WaitForElement("#verb-answer");
        await Click(page, () => Button(page, "Go on"));
        page.WaitForState(() => page.Markup.Contains("No final checkpoint of this run was kept.", StringComparison.Ordinal));
        await Click(page, () => Button(page, "Clone and edit"));
        await asked;
        Assert.EndsWith(
            SpecLink.To(run.Spec with { Epochs = 60 }, run.ExperimentName, terms: LaunchTerms.Of(run)),
            Services.GetRequiredService<NavigationManager>().Uri,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task With_one_change_a_private_run_stays_private_and_keeps_its_place_and_priority()
    {
        var run = Mine();
        var launched = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        var page = Open();
        await page.InvokeAsync(() => Verbs.ChangeOneThing(run, Ablation.Of(run.Spec).First()));
        var sent = await launched;
        Assert.Equal((true, 5, "slurm", true), (sent.IsPrivate, sent.Priority, sent.Place, sent.ResumesItself));
    }

    [Fact]
    public void The_form_gets_what_a_run_was_launched_with()
    {
        Verbs.CloneAndEdit(Mine());
        var terms = SpecLink.Terms(Services.GetRequiredService<NavigationManager>().Uri.Split("&terms=")[1]);
        Assert.Equal((true, 5, "slurm", true), (terms.IsPrivate, terms.Priority, terms.Place, terms.ResumesItself));
    }

    [Fact]
    public async Task What_takes_hours_is_asked_before_one_change_and_before_more_epochs()
    {
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Slow });
        var run = Ended();
        var page = Open();
        var changed = page.InvokeAsync(() => Verbs.ChangeOneThing(run, Ablation.Of(run.Spec).First()));
        page.WaitForElement("#verb-title");
        await Click(page, () => Button(page, "Not now"));
        await changed;
        var longer = page.InvokeAsync(() => Verbs.MoreEpochs(run));
        page.WaitForElement("#verb-answer");
        await Click(page, () => Button(page, "Go on"));
        page.WaitForState(() => page.Markup.Contains("Launch more epochs of", StringComparison.Ordinal));
        await Click(page, () => Button(page, "Not now"));
        await longer;
        Assert.EndsWith("localhost/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_that_was_being_written_is_back_in_the_dialog()
    {
        var run = RunMaker.Run("true-labels") with { Note = "as saved" };
        JSInterop.Setup<string?>("localStorage.getItem", $"weblab-unsent/{Guid.Empty}/note/run/{run.Id}").SetResult("half a thought");
        var page = Open();
        var asked = page.InvokeAsync(() => Verbs.Do(RunVerb.Note, [run.Id], run));
        page.WaitForState(() => page.Markup.Contains("What you were writing is back", StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Find("#verb-answer").Input("half a thought and its end"));
        Assert.Contains(JSInterop.Invocations["localStorage.setItem"], call =>
            Equals(call.Arguments[1], "half a thought and its end")
            && $"{call.Arguments[0]}".EndsWith($"{run.Id}", StringComparison.Ordinal)
        );
        await Click(page, () => Button(page, "Save"));
        await asked;
        Assert.Equal(("half a thought and its end", "as saved"), (Assert.Single(_sent).Text, _sent[0].NoteBefore));
        Assert.NotEmpty(JSInterop.Invocations["localStorage.removeItem"]);
    }

    [Fact]
    public async Task Another_note_that_was_saved_since_is_shown_where_one_is_written()
    {
        var run = RunMaker.Run("true-labels") with { Note = "theirs" };
        var key = $"weblab-unsent/{Guid.Empty}/note/run/{run.Id}";
        JSInterop.Setup<string?>("localStorage.getItem", key).SetResult("half a thought");
        JSInterop.Setup<string?>("localStorage.getItem", $"{key}/before").SetResult("as saved");
        var page = Open();
        var asked = page.InvokeAsync(() => Verbs.Do(RunVerb.Note, [run.Id], run));
        Assert.Equal("theirs", page.WaitForElement("blockquote").TextContent);
        await Click(page, () => Button(page, "Save"));
        await asked;
        Assert.Equal("theirs", Assert.Single(_sent).NoteBefore);
    }

    [Fact]
    public async Task One_note_for_many_runs_says_how_many_notes_it_takes_the_place_of_and_takes_that_of_no_other()
    {
        RunSummary[] runs =
        [
            RunMaker.Run("true-labels"),
            RunMaker.Run("true-labels", index: 1) with
            {
                Note = "mine",
            },
            RunMaker.Run("true-labels", index: 2),
        ];
        Lab.Answer($"POST {ApiRoutes.Runs}/some", runs);
        var page = Open();
        var asked = page.InvokeAsync(() => Verbs.Do(RunVerb.Note, [.. runs.Select(run => run.Id)]));
        page.WaitForElement("#verb-answer");
        Assert.Contains("One of them has a note", page.Find("#verb-text").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("#verb-answer").Input("ours"));
        await Click(page, () => Button(page, "Save"));
        await asked;
        Assert.Equal(["", "mine"], _sent.Select(action => action.NoteBefore));
        Assert.Equal([runs[0].Id, runs[2].Id], _sent[0].Ids);
    }

    [Fact]
    public async Task A_note_that_WebLab_did_not_take_stays_kept_for_the_next_try()
    {
        var run = RunMaker.Run("true-labels") with { Note = "as saved" };
        var page = Open();
        Lab.Answer($"POST {ApiRoutes.RunActions}", _ =>
            Task.FromResult(Microsoft.AspNetCore.Http.Results.Problem("WebLab is stopping.", statusCode: 503))
        );
        var asked = page.InvokeAsync(() => Verbs.Do(RunVerb.Note, [run.Id], run));
        page.WaitForElement("#verb-answer");
        await page.InvokeAsync(() => page.Find("#verb-answer").Input("a thought"));
        await Click(page, () => Button(page, "Save"));
        await asked;
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "localStorage.setItem" && Equals(call.Arguments[1], "a thought"));
        Assert.DoesNotContain(JSInterop.Invocations, call => call.Identifier == "localStorage.removeItem");
    }

    [Fact]
    public async Task A_question_goes_with_the_page_that_asked_it()
    {
        var run = Ended();
        var page = Open();
        var asked = page.InvokeAsync(() => Verbs.MoreEpochs(run));
        page.WaitForElement("#verb-answer");
        var navigation = Services.GetRequiredService<NavigationManager>();
        await page.InvokeAsync(() => navigation.NavigateTo($"{navigation.Uri}?tab=log"));
        Assert.Single(page.FindAll("dialog.question"));
        await page.InvokeAsync(() => navigation.NavigateTo("/queue"));
        await asked.WaitAsync(DefaultWaitTimeout);
        Assert.Empty(page.FindAll("dialog.question"));
        Assert.EndsWith("/queue", navigation.Uri, StringComparison.Ordinal);
    }

    private static RunSummary Ended()
    {
        var run = RunMaker.Run("true-labels", 0, RunStatus.Completed, RunMaker.Result(1, 0.5));
        return run with { Spec = run.Spec with { Epochs = 30 }, Result = run.Result! with { Epochs = 30 } };
    }

    private static RunSummary Mine() =>
        RunMaker.Run("true-labels", status: RunStatus.Completed) with
        {
            IsPrivate = true,
            Priority = 5,
            Place = "slurm",
            ResumesItself = true,
        };

    private RunVerbs Verbs => Services.GetRequiredService<RunVerbs>();

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IComponent> page, string words)
    {
        page.WaitForState(() => page.FindAll("button").Any(button => button.TextContent.Trim() == words));
        return page.FindAll("button").First(button => button.TextContent.Trim() == words);
    }

    private IRenderedComponent<IComponent> Open()
    {
        Lab.Answer($"POST {ApiRoutes.RunActions}", async request =>
        {
            var action = (await JsonSerializer.DeserializeAsync<RunAction>(request.Body, LabJson.Options))!;
            _sent.Add(action);
            return SmallLab.Json(new RunActionResult(action.Ids, [], 0));
        });
        return Render(builder =>
        {
            builder.OpenComponent<QuestionDialog>(1);
            builder.CloseComponent();
            builder.OpenComponent<MudSnackbarProvider>(2);
            builder.CloseComponent();
        });
    }
}
