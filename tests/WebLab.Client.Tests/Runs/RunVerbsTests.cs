using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;

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
        await page.InvokeAsync(() => Button(page, "Keep training").Click());
        Assert.False(await kept);
        Assert.Empty(_sent);
        var cancelled = page.InvokeAsync(() => Verbs.Cancel(run));
        await page.InvokeAsync(() => Button(page, "Cancel the run").Click());
        Assert.True(await cancelled);
        Assert.Equal((RunVerb.Cancel, run.Id), (Assert.Single(_sent).Verb, _sent[0].Ids[0]));
    }

    [Fact]
    public async Task A_queued_run_is_cancelled_at_once_and_can_be_put_back()
    {
        var run = RunMaker.Run("true-labels", status: RunStatus.Queued);
        var page = Open();
        Assert.True(await page.InvokeAsync(() => Verbs.Cancel(run)));
        await page.InvokeAsync(() => Button(page, "Undo").Click());
        page.WaitForAssertion(() => Assert.Equal([RunVerb.Cancel, RunVerb.Resume], _sent.Select(action => action.Verb)));
        Assert.Equal([run.Id], _sent[1].Ids);
    }

    private RunVerbs Verbs => Services.GetRequiredService<RunVerbs>();

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IComponent> page, string words)
    {
        page.WaitForState(() => page.FindAll("button").Any(button => button.TextContent.Trim() == words));
        return page.FindAll("button").First(button => button.TextContent.Trim() == words);
    }

    private IRenderedComponent<IComponent> Open()
    {
        Lab.Answer(
            $"POST {ApiRoutes.RunActions}",
            async request =>
            {
                var action = (await JsonSerializer.DeserializeAsync<RunAction>(request.Body, LabJson.Options))!;
                _sent.Add(action);
                return SmallLab.Json(new RunActionResult(action.Ids, [], 0));
            }
        );
        return Render(builder =>
        {
            builder.OpenComponent<MudPopoverProvider>(0);
            builder.CloseComponent();
            builder.OpenComponent<MudDialogProvider>(1);
            builder.CloseComponent();
            builder.OpenComponent<MudSnackbarProvider>(2);
            builder.CloseComponent();
        });
    }
}
