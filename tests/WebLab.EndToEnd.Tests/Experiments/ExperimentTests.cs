using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Experiments;

[Trait("Speed", "Slow")]
public sealed class ExperimentTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task The_curve_moves_and_a_cancel_ends_it_where_it_is()
    {
        var run = (await lab.LaunchAsync("To be cancelled", Recipes.Long)).Runs[0];
        var page = await lab.OpenAsync($"/experiments/{run.ExperimentId}");
        var screen = new ExperimentScreen(page);
        await screen.WaitForStepAsync(run.Id, 4);
        var before = (await screen.StepsAsync(run.Id)).Length;
        await screen.WaitForStepAsync(run.Id, before + 8);
        await Expect(screen.Row(run.Id)).ToContainTextAsync("of 200");
        await screen.CancelAsync(
            page.GetByRole(AriaRole.Button, new() { Name = "Cancel long", Exact = true }),
            screen.Status(run.Id).Filter(new() { HasText = "Cancelled" })
        );
        ExperimentScreen.AssertNoGapAndNoneTwice(await screen.StepsAsync(run.Id));
    }

    [Fact]
    public async Task Two_browsers_and_a_reload_show_the_same_curves()
    {
        var experiment = await lab.LaunchAsync("Seen twice", Recipes.Short, Recipes.ShortRandom);
        var first = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}");
        var second = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}", width: 390, height: 844, scheme: ColorScheme.Dark);
        foreach (var run in experiment.Runs)
        {
            foreach (var screen in new[] { new ExperimentScreen(first), new ExperimentScreen(second) })
            {
                await screen.WaitForEndAsync(run.Id, "Completed");
                await screen.WaitForStepAsync(run.Id, 80);
                await screen.WaitForStepAsync(run.Id, 80, "train.loss");
            }
        }
        var drawn = await DrawnAsync(first);
        Assert.Contains("/step.loss", drawn, StringComparison.Ordinal);
        Assert.Equal(drawn, await DrawnAsync(second));
        await first.ReloadAsync();
        foreach (var run in experiment.Runs)
            await new ExperimentScreen(first).WaitForStepAsync(run.Id, 80, "train.loss");
        Assert.Equal(drawn, await DrawnAsync(first));
    }

    [Fact]
    public async Task A_deleted_experiment_is_gone_from_every_browser()
    {
        var experiment = await lab.LaunchAsync("To be deleted", Recipes.Short);
        var page = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}");
        var other = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}");
        await Expect(other.Locator("h1")).ToHaveTextAsync("To be deleted");
        await new ExperimentScreen(page).WaitForEndAsync(experiment.Runs[0].Id, "Completed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.WaitForURLAsync("**/experiments");
        await Expect(page.Locator($"[data-experiment='{experiment.Summary.Id}']")).ToHaveCountAsync(0);
        await Expect(other.Locator("h1")).ToHaveTextAsync("There is no such experiment");
        var late = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}");
        await Expect(late.Locator("h1")).ToHaveTextAsync("There is no such experiment");
    }

    [Fact]
    public async Task Found_again_in_the_list_by_its_name()
    {
        var experiment = await lab.LaunchAsync("A needle <b>in</b> the haystack", Recipes.Short);
        var page = await lab.OpenAsync("/experiments");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("needle");
        await page.Locator($"[data-experiment='{experiment.Summary.Id}']").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("A needle <b>in</b> the haystack");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("no such name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear the filter" }).ClickAsync();
        await Expect(page.Locator($"[data-experiment='{experiment.Summary.Id}']")).ToHaveCountAsync(1);
    }

    private static Task<string> DrawnAsync(IPage page) =>
        page.Locator("[data-chart=loss]")
            .EvaluateAsync<string>(
                "host => JSON.stringify([...host.weblabChart.lines].map(([key, line]) => [key, Array.from(line.whole.steps.values), "
                    + "Array.from(line.whole.last.values)]).sort())"
            );
}
