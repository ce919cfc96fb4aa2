using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Layout;

[Trait("Speed", "Slow")]
public sealed class PhoneTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task On_a_phone_a_run_is_found_in_the_list_seen_in_one_chart_and_stopped()
    {
        var run = (await lab.LaunchAsync("On the phone", Recipes.Long)).Runs[0];
        var page = await lab.OpenAsync("/runs", width: 390, height: 844);
        await page.Locator($"tr[data-run='{run.Id}'] [data-open]").ClickAsync();
        await page.WaitForURLAsync($"**/runs/{run.Id}");
        await new ExperimentScreen(page).WaitForStepAsync(run.Id, 2);
        await Expect(page.Locator(".chart-panel:visible")).ToHaveCountAsync(1);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        await new ExperimentScreen(page).CancelAsync(
            page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }),
            page.Locator(".run-state").Filter(new() { HasText = "Cancelled" })
        );
    }
}
