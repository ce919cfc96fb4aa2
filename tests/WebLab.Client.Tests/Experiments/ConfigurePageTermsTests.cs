using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Experiments;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Science.Experiments;

namespace WebLab.Client.Tests.Experiments;

public sealed class ConfigurePageTermsTests : PageTest
{
    [Fact]
    public async Task What_a_link_says_beside_its_recipe_is_launched()
    {
        var launched = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        var terms = new LaunchTerms
        {
            Description = "Does it?",
            IsPrivate = true,
            Place = "slurm",
            Priority = -5,
            ResumesItself = false,
        };
        var page = Open(SpecLink.To(new(), "Again", terms: terms));
        Assert.Equal("slurm", page.WaitForElement("#experiment-place option[value=slurm]").TextContent);
        await page.InvokeAsync(() => page.Find("#field-epochs").Input("3"));
        Assert.Contains("&terms=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await Click(page, () => page.Find(".launch-card button.button-primary"));
        var sent = await launched.WaitAsync(DefaultWaitTimeout);
        Assert.Equal(
            ("Does it?", true, "slurm", -5, false),
            (sent.Description, sent.IsPrivate, sent.Place, sent.Priority, sent.ResumesItself)
        );
    }

    [Fact]
    public async Task A_launch_of_days_is_asked_although_the_devices_have_not_come_to_the_page()
    {
        var first = new TaskCompletionSource<IResult>();
        var (asked, isAsked) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Lab.Answer(
            $"GET {ApiRoutes.Devices}",
            _ =>
            {
                var isFirst = Interlocked.Increment(ref asked) == 1;
                isAsked.TrySetResult();
                return isFirst ? first.Task : Task.FromResult(SmallLab.Json(new[] { Slow }));
            }
        );
        var launched = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        var questions = Render<QuestionDialog>();
        var page = Open(SpecLink.To(new() { Epochs = 10_000 }));
        await isAsked.Task.WaitAsync(DefaultWaitTimeout);
        _ = Click(page, () => page.Find(".launch-card button.button-primary"));
        Assert.StartsWith("1 run: about", questions.WaitForElement("#verb-text").TextContent, StringComparison.Ordinal);
        Assert.False(launched.IsCompleted);
        first.SetResult(SmallLab.Json(new[] { Slow }));
    }

    private IRenderedComponent<ConfigurePage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<ConfigurePage>();
    }
}
