using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Layout;

[Trait("Speed", "Slow")]
public sealed class ConnectionTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task A_killed_server_is_told_and_when_it_is_back_the_curve_goes_on_without_gap_or_double_and_the_zoom_stays()
    {
        var run = (await lab.LaunchAsync("Through a crash", Recipes.Long)).Runs[0];
        var page = await lab.OpenAsync($"/experiments/{run.ExperimentId}");
        var screen = new ExperimentScreen(page);
        await screen.WaitForStepAsync(run.Id, 8);
        await screen.ZoomAsync(0.3, 0.7);
        var range = await screen.RangeAsync();

        await lab.Lab.KillAsync();
        var banner = page.Locator(".banner");
        await Expect(banner).ToContainTextAsync("The connection to the server is lost");
        var before = await screen.StepsAsync(run.Id);
        Assert.True(before.Length >= 8);

        await lab.Lab.StartAgainAsync();
        await Expect(banner).ToHaveCountAsync(0);
        await screen.WaitForStepAsync(run.Id, before.Length + 12);
        ExperimentScreen.AssertNoGapAndNoneTwice(await screen.StepsAsync(run.Id));
        Assert.Equal(range, await screen.RangeAsync());
        await Expect(screen.Status(run.Id)).ToHaveTextAsync("Running");
    }
}
