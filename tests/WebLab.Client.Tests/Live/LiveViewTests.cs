using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Compare;
using WebLab.Client.Experiments;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Live;

/// <summary>What every page that follows the server does, seen at the pages themselves.</summary>
public sealed class LiveViewTests : PageTest
{
    [Fact]
    public async Task A_late_answer_for_the_experiment_before_does_not_overwrite_the_one_that_was_opened_next()
    {
        Serve();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var late = new TaskCompletionSource<IResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Experiments}/{first}", _ => late.Task);
        Lab.Answer($"GET {ApiRoutes.Experiments}/{second}", Experiment(second, "opened next"));
        var page = Render<ExperimentPage>(parameters => parameters.Add(page => page.Id, first));
        page.Render(parameters => parameters.Add(page => page.Id, second));
        page.WaitForAssertion(() => Assert.Equal("opened next", page.Find("h1").TextContent));
        late.SetResult(SmallLab.Json(Experiment(first, "left long ago")));
        await Tell(page);
        Assert.Equal("opened next", page.Find("h1").TextContent);
    }

    [Fact]
    public async Task A_late_answer_for_the_run_before_does_not_overwrite_the_one_that_was_opened_next()
    {
        Serve();
        var (first, second) = (Run("left long ago"), Run("opened next"));
        var late = new TaskCompletionSource<IResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Runs}/{first.Id}", _ => late.Task);
        Lab.Answer($"GET {ApiRoutes.Runs}/{second.Id}", second);
        var page = Render<RunPage>(parameters => parameters.Add(page => page.Id, first.Id));
        page.Render(parameters => parameters.Add(page => page.Id, second.Id));
        page.WaitForAssertion(() => Assert.Equal("opened next", page.Find("h1").TextContent.Trim()));
        late.SetResult(SmallLab.Json(first));
        await Tell(page);
        Assert.Equal("opened next", page.Find("h1").TextContent.Trim());
    }

    [Fact]
    public async Task What_is_pushed_while_the_page_reads_is_not_undone_by_the_older_answer()
    {
        Serve();
        var run = Run("a run");
        var answer = new TaskCompletionSource<IResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Runs}/{run.Id}", _ =>
        {
            isAsked.TrySetResult();
            return answer.Task;
        });
        await Live.Start();
        var page = Render<RunPage>(parameters => parameters.Add(page => page.Id, run.Id));
        await isAsked.Task.WaitAsync(DefaultWaitTimeout);
        await Lab.Browsers.RunChanged(run with { Status = RunStatus.Completed });
        page.WaitForAssertion(() => Assert.Contains("Completed", page.Find(".run-state").TextContent, StringComparison.Ordinal));
        answer.SetResult(SmallLab.Json(run with { Status = RunStatus.Running }));
        await Tell(page);
        Assert.Contains("Completed", page.Find(".run-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_is_read_again_after_a_lost_connection()
    {
        Serve();
        var (first, second) = (Run("one"), Run("two"));
        var isFinished = false;
        Lab.Answer($"POST {ApiRoutes.Runs}/some", _ =>
            Task.FromResult(SmallLab.Json(new[] { first, second with { Name = isFinished ? "two, renamed" : "two" } }))
        );
        await Live.Start();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/compare?runs={first.Id},{second.Id}&tab=summary");
        var page = Render<ComparePage>();
        page.WaitForAssertion(() => Assert.Contains("two", page.Markup, StringComparison.Ordinal));
        isFinished = true;
        Lab.Watches.Cut();
        page.WaitForAssertion(() => Assert.Contains("two, renamed", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_deletion_the_list_opens_with_its_event_though_the_answer_is_still_out()
    {
        Serve();
        var id = Guid.NewGuid();
        var archived = Experiment(id, "to be deleted");
        archived = archived with { Summary = archived.Summary with { ArchivedAt = archived.Summary.CreatedAt } };
        Lab.Answer($"GET {ApiRoutes.Experiments}/{id}", archived);
        Lab.Answer($"DELETE {ApiRoutes.Experiments}/{id}", _ => new TaskCompletionSource<IResult>().Task);
        await Live.Start();
        var dialogs = Render<QuestionDialog>();
        var page = Render<ExperimentPage>(parameters => parameters.Add(page => page.Id, id));
        page.WaitForElement("h1");
        page.WaitForAssertion(() => Assert.Equal("to be deleted", page.Find("h1").TextContent));
        _ = Click(page, () => page.FindAll("button").First(button => button.TextContent.Contains("Delete", StringComparison.Ordinal)));
        dialogs.WaitForAssertion(() => Assert.Contains(dialogs.FindAll("button"), button => button.TextContent.Trim() == "Delete"));
        _ = Click(dialogs, () => dialogs.FindAll("button").First(button => button.TextContent.Trim() == "Delete"));
        await Lab.Browsers.ExperimentDeleted(id);
        page.WaitForAssertion(() =>
            Assert.EndsWith("/experiments", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal)
        );
    }

    private LiveConnection Live => Services.GetRequiredService<LiveConnection>();

    private void Serve() => Services.GetRequiredService<LabSession>().Set(new SessionInfo(IsSingleUser: true, IsSetUp: false));

    private static RunSummary Run(string name) => RunMaker.Run(CorruptionKind.TrueLabels) with { Name = name };

    private static Experiment Experiment(Guid id, string name) =>
        new(
            new()
            {
                Id = id,
                Name = name,
                Description = "",
                CreatedAt = RunMaker.Noon,
                RunCounts = new Dictionary<RunStatus, int>(),
            },
            []
        );

    // A late answer has no sign of its own: after a whole round to the lab and back on the same wire, and two turns of the page,
    // it has come.
    private async Task Tell(IRenderedComponent<IComponent> page)
    {
        using var http = new HttpClient { BaseAddress = Lab.Origin };
        for (var i = 0; i < 20; i++)
        {
            await http.GetAsync(new Uri("/nothing", UriKind.Relative));
            await page.InvokeAsync(() => { });
        }
    }
}
