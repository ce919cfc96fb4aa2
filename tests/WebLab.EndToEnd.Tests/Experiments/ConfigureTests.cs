using Microsoft.Playwright;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Experiments;

[Trait("Speed", "Slow")]
public sealed class ConfigureTests(ExtensionLab extended) : IClassFixture<ExtensionLab>
{
    private readonly LabFixture _lab = extended.Lab;

    [Fact]
    public async Task An_extensions_network_and_corruption_are_launched_from_the_form_and_named_in_the_recipe()
    {
        var page = await _lab.OpenAsync("/launch");
        await Expect(page.Locator(".extensions")).ToHaveTextAsync("Extensions: WebLab.Sample 1.2.0.0");
        await page.Locator("#field-model").SelectOptionAsync("sample-pooled-mlp");
        await page.Locator("#field-width").FillAsync("32");
        await page.Locator("#field-corruption").SelectOptionAsync("sample-one-class");
        await page.Locator("#field-noise-rate").FillAsync("0.5");
        await page.Locator("#field-to-class").FillAsync("3");
        await page.Locator("#field-train-size").FillAsync("500");
        await page.Locator("#field-epochs").FillAsync("2");
        await Launch(page).ClickAsync();
        await Expect(page.Locator("tr[data-run] .cell-status")).ToContainTextAsync("Completed");
        await page.Locator("tr[data-run] .cell-name a").First.ClickAsync();
        var recipe = page.Locator(".recipe").Filter(new() { HasText = "Pooled MLP" }).First;
        await Expect(recipe).ToContainTextAsync("ExtensionWebLab.Sample 1.2.0.0");
        await Expect(recipe).ToContainTextAsync("One class");
        await Expect(recipe).ToContainTextAsync("To class3");
    }

    [Fact]
    public async Task A_bad_value_is_told_by_its_field_as_it_is_typed_and_cannot_be_launched()
    {
        var page = await _lab.OpenAsync("/launch");
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
        var page = await _lab.OpenAsync("/launch");
        await page.Locator("#field-corruption").SelectOptionAsync("partially-corrupted-labels");
        await page.Locator("#field-train-size").FillAsync("500");
        await page.Locator("#field-epochs").FillAsync("2");
        // Last, so that what shows it shows all of the recipe.
        await page.Locator("#field-noise-rate").FillAsync("0.5");
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
        var page = await _lab.OpenAsync("/launch");
        await page.Locator("#field-seed").FillAsync("77");
        await page.WaitForURLAsync(url => url.Contains("spec=", StringComparison.Ordinal));
        await page.ReloadAsync();
        await Expect(page.Locator("#field-seed")).ToHaveValueAsync("77");
        var other = await _lab.OpenAsync(new Uri(page.Url).PathAndQuery);
        await Expect(other.Locator("#field-seed")).ToHaveValueAsync("77");
    }

    [Fact]
    public async Task A_preset_fills_the_form()
    {
        var page = await _lab.OpenAsync("/launch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Partially corrupted labels" }).ClickAsync();
        await Expect(page.Locator("#experiment-name")).ToHaveValueAsync("Partially corrupted labels");
        await Expect(page.Locator(".launch-count")).ToContainTextAsync("3 runs");
    }

    [Fact]
    public async Task The_five_tasks_of_a_doctoral_student_take_at_most_six_clicks_each()
    {
        const int most = 6;
        var hand = new ClickCount();
        var page = await _lab.OpenAsync("/");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await hand.Click(page.Locator(".preset-own"));
        await hand.Choose(page.Locator("#field-corruption"), "Partially corrupted labels");
        await page.Locator("#field-train-size").FillAsync("200");
        await page.Locator("#field-batch-size").FillAsync("50");
        await page.Locator("#field-epochs").FillAsync("1");
        await hand.Click(page.GetByRole(AriaRole.Button, new() { Name = "Vary a field" }));
        await page.GetByLabel("Values of noise-rate").FillAsync("0:1:0.5");
        await hand.Click(page.GetByLabel("Repeat with seeds 1 to"));
        await page.Locator("#experiment-name").FillAsync("How noise hurts");
        await page.Locator("#experiment-name").BlurAsync();
        await Expect(page.Locator(".launch-count")).ToContainTextAsync("9 runs");
        await hand.Click(Launch(page));
        await page.WaitForURLAsync("**/experiments/*");
        hand.AtMost(most, "A sweep from 0 to 1 with three seeds");
        await Expect(page.Locator("[data-sweep] .help").First).ToContainTextAsync("9 of 9");

        await hand.Choose(page.GetByLabel("Measure of the figure"), "Test error");
        var figure = page.Locator("[data-sweep]").First;
        var csv = await hand.Download(page, figure.GetByRole(AriaRole.Button, new() { Name = "CSV", Exact = true }));
        var svg = await hand.Download(page, figure.GetByRole(AriaRole.Button, new() { Name = "SVG", Exact = true }));
        Assert.Contains("Test error", svg, StringComparison.Ordinal);
        Assert.Equal(4, csv.Trim().Split('\n').Length);
        hand.AtMost(most, "The figure of test error with its band as SVG and CSV");

        await hand.Click(page.GetByRole(AriaRole.Button, new() { Name = "Copy link" }));
        var link = await Clipboard.ReadAsync(page);
        hand.AtMost(most, "A link to send");
        var other = await _lab.OpenAsync(new Uri(link).PathAndQuery);
        await Expect(other.Locator("h1")).ToHaveTextAsync("How noise hurts");
        await Expect(other.GetByLabel("Measure of the figure").Locator("option:checked")).ToHaveTextAsync("Test error");

        var tomorrow = await _lab.OpenAsync("/");
        await hand.Click(tomorrow.GetByRole(AriaRole.Link, new() { Name = "Experiments", Exact = true }));
        await hand.Click(tomorrow.Locator("[data-experiment]").Filter(new() { HasText = "How noise hurts" }));
        await Expect(tomorrow.Locator("h1")).ToHaveTextAsync("How noise hurts");
        hand.AtMost(most, "To find it again");

        await hand.Click(tomorrow.GetByRole(AriaRole.Button, new() { Name = "Launch again" }));
        await tomorrow.Locator("#field-learning-rate").FillAsync("0.02");
        await Expect(tomorrow.Locator(".launch-count")).ToContainTextAsync("9 runs");
        await hand.Click(Launch(tomorrow));
        await tomorrow.WaitForURLAsync("**/experiments/*");
        hand.AtMost(most, "The same with one thing changed");
        await Expect(tomorrow.Locator("tr[data-run]")).ToHaveCountAsync(9);
        await hand.Click(tomorrow.GetByRole(AriaRole.Button, new() { Name = "Cancel all" }));
        Assert.Empty(_lab.ConsoleErrors);
    }

    private static ILocator Launch(IPage page) => page.Locator(".launch-card .button-primary");
}
