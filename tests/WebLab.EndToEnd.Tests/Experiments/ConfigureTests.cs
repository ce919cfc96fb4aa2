using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Experiments;

[Trait("Speed", "Slow")]
public sealed class ConfigureTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task A_bad_value_is_told_by_its_field_as_it_is_typed_and_cannot_be_launched()
    {
        var page = await lab.OpenAsync("/launch");
        await page.Locator("#field-epochs").FillAsync("0");
        await Expect(page.Locator("#help-epochs")).ToHaveTextAsync("epochs must be a whole number from 1 to 10,000; it was 0.");
        await Expect(page.Locator("#field-epochs")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Launch(page)).ToBeDisabledAsync();
        await page.Locator("#field-epochs").FillAsync("5");
        await Expect(Launch(page)).ToBeEnabledAsync();
    }

    [Fact]
    public async Task The_corruption_is_shown_before_the_launch_and_is_what_was_trained_on()
    {
        var page = await lab.OpenAsync("/launch");
        await page.Locator("#field-corruption").SelectOptionAsync("partially-corrupted-labels");
        await page.Locator("#field-noise-rate").FillAsync("0.5");
        await page.Locator("#field-train-size").FillAsync("500");
        await page.Locator("#field-epochs").FillAsync("2");
        var changed = page.Locator(".sheet li.is-changed");
        await Expect(changed.First).ToContainTextAsync("was ");
        var facts = page.Locator(".preview .facts");
        await Expect(facts).ToContainTextAsync("50.0 %");
        var shown = await facts.Locator("code").InnerTextAsync();
        await Launch(page).ClickAsync();
        await page.Locator("tr[data-run] .cell-name a").First.ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(shown);
    }

    [Fact]
    public async Task A_reload_and_a_copied_address_bring_the_recipe_back()
    {
        var page = await lab.OpenAsync("/launch");
        await page.Locator("#field-seed").FillAsync("77");
        await page.WaitForURLAsync(url => url.Contains("spec=", StringComparison.Ordinal));
        await page.ReloadAsync();
        await Expect(page.Locator("#field-seed")).ToHaveValueAsync("77");
        var other = await lab.OpenAsync(new Uri(page.Url).PathAndQuery);
        await Expect(other.Locator("#field-seed")).ToHaveValueAsync("77");
    }

    [Fact]
    public async Task A_preset_fills_the_form()
    {
        var page = await lab.OpenAsync("/launch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Partially corrupted labels" }).ClickAsync();
        await Expect(page.Locator("#experiment-name")).ToHaveValueAsync("Partially corrupted labels");
        await Expect(page.Locator(".launch-count")).ToContainTextAsync("3 runs");
    }

    private static ILocator Launch(IPage page) => page.Locator(".launch-card .button-primary");
}
