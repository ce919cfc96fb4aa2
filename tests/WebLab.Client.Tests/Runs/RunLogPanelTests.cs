using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Runs;

public sealed class RunLogPanelTests : PageTest
{
    private readonly RunSummary _run = RunMaker.Run(CorruptionKind.TrueLabels);

    [Fact]
    public async Task An_open_log_is_read_again_after_a_lost_connection_and_when_the_run_changes()
    {
        var lines = new List<string> { "first" };
        Lab.Answer($"GET {ApiRoutes.Runs}/{_run.Id}/log", _ => Task.FromResult(SmallLab.Json(new RunLog([.. lines], false))));
        await Services.GetRequiredService<LiveConnection>().Start();
        var panel = await Opened();
        lines.Add("written while the line was down");
        Lab.Watches.Cut();
        panel.WaitForAssertion(() => Assert.EndsWith("first\nwritten while the line was down", Text(panel), StringComparison.Ordinal));
        lines.Add("at its end");
        Lab.Watches.WaitForConnection();
        await Lab.Browsers.RunChanged(_run with { Status = RunStatus.Completed });
        panel.WaitForAssertion(() => Assert.EndsWith("at its end", Text(panel), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_is_that_of_the_run_that_is_shown_and_of_what_is_searched_for()
    {
        var other = RunMaker.Run(CorruptionKind.TrueLabels) with { Id = Guid.NewGuid() };
        var late = new TaskCompletionSource<IResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/{_run.Id}/log",
            request => request.Query["search"] == "" ? Task.FromResult(SmallLab.Json(new RunLog(["first"], false))) : late.Task
        );
        Lab.Answer($"GET {ApiRoutes.Runs}/{other.Id}/log", new RunLog(["of the other run"], false));
        var panel = await Opened();
        await panel.InvokeAsync(() => panel.Find("input").Input("f"));
        panel.Render(parameters => parameters.Add(panel => panel.Run, other));
        panel.WaitForAssertion(() => Assert.Equal("of the other run", Text(panel)));
        late.SetResult(SmallLab.Json(new RunLog(["late"], false)));
        await panel.InvokeAsync(() => { });
        Assert.Equal("of the other run", Text(panel));
    }

    private async Task<IRenderedComponent<RunLogPanel>> Opened()
    {
        var panel = Render<RunLogPanel>(parameters => parameters.Add(panel => panel.Run, _run));
        await Click(panel, "button");
        panel.WaitForAssertion(() => Assert.Equal("first", Text(panel)));
        return panel;
    }

    private static string Text(IRenderedComponent<RunLogPanel> panel) => panel.Find("pre").TextContent;
}
