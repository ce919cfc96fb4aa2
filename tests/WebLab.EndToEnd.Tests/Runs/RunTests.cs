using Microsoft.Playwright;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Runs;

[Trait("Speed", "Slow")]
public sealed class RunTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task A_link_to_a_run_opens_its_curve_and_its_recipe()
    {
        var run = (await lab.LaunchAsync("Linked", Recipes.ShortRandom)).Runs[0];
        var page = await lab.OpenAsync($"/runs/{run.Id}");
        await Expect(page.Locator("h1")).ToContainTextAsync("short random");
        await new ExperimentScreen(page).WaitForStepAsync(run.Id, 80);
        await Expect(page.Locator(".recipe").Last).ToContainTextAsync("1,000");
        await Expect(page.Locator(".run-state")).ToContainTextAsync("Completed");
    }

    [Fact]
    public async Task The_signature_view_stacks_the_shares_over_the_epochs()
    {
        var run = (await lab.LaunchAsync("Signature", Recipes.ShortRandom)).Runs[0];
        var page = await lab.OpenAsync($"/runs/{run.Id}");
        await Expect(page.Locator("[data-signature='10']")).ToBeVisibleAsync();
        var chart = page.Locator("[data-chart=corrupted]");
        await chart.ScrollIntoViewIfNeededAsync();
        await page.WaitForFunctionAsync(
            "() => document.querySelector('[data-chart=corrupted]').weblabChart?.engine.getOption()?.series?.at(-1)?.data?.length === 10"
        );
        var tops = await chart.EvaluateAsync<double[][]>(
            "host => host.weblabChart.engine.getOption().series.at(-1).data.map(([epoch, , top]) => [epoch, top])"
        );
        Assert.Equal(Enumerable.Range(1, 10).Select(epoch => (double)epoch), tops.Select(point => point[0]));
        Assert.All(tops, point => Assert.Equal(1, point[1], 1e-6));
    }

    [Fact]
    public async Task Suspects_of_an_audit_are_decided_by_one_key_each_and_a_key_takes_it_back()
    {
        var spec = new RunSpec
        {
            TrainSize = 200,
            TestSize = 50,
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.2 },
            Analysis = new()
            {
                Kind = "label-audit",
                Fields = FieldGroup.Empty.With("auditPermutations", 99).With("auditBudget", 10).With("auditTraining", false),
            },
        };
        var run = (await lab.LaunchAsync("Audited", new RunRequest("Label audit", spec))).Runs[0];
        var page = await lab.OpenAsync($"/analyses/label-audit/{run.Id}");
        var rows = page.Locator("[data-suspects] [data-row]");
        await rows.First.FocusAsync();

        await page.Keyboard.PressAsync("s");
        await Expect(rows.First.Locator("[aria-pressed=true]")).ToHaveCountAsync(1);
        await Expect(rows.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("g");
        await Expect(rows.Nth(1).GetByRole(AriaRole.Button, new() { Name = "keep" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByText("1 label corrected, 1 kept, 0 set aside")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("u");
        await Expect(rows.Nth(1).Locator("[aria-pressed=true]")).ToHaveCountAsync(0);
        await Expect(rows.First.Locator("[aria-pressed=true]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_clone_is_edited_and_launched()
    {
        var run = (await lab.LaunchAsync("Original", Recipes.ShortRandom)).Runs[0];
        var page = await lab.OpenAsync($"/runs/{run.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clone and edit" }).ClickAsync();
        await Expect(page.Locator("#field-train-size")).ToHaveValueAsync("1000");
        await Expect(page.Locator("#field-corruption")).ToHaveValueAsync("random-labels");
        await page.Locator("#field-epochs").FillAsync("3");
        await page.Locator(".launch-card .button-primary").ClickAsync();
        var row = page.Locator("tr[data-run]");
        await Expect(row).ToHaveCountAsync(1);
        var clone = Guid.Parse((await row.GetAttributeAsync("data-run"))!);
        Assert.NotEqual(run.Id, clone);
        await new ExperimentScreen(page).WaitForEndAsync(clone, "Completed");
        await new ExperimentScreen(page).WaitForStepAsync(clone, 24);
        Assert.Equal(24, (await new ExperimentScreen(page).StepsAsync(clone)).Length);
    }

    [Fact]
    public async Task A_link_to_a_run_that_is_gone_says_so()
    {
        var page = await lab.OpenAsync($"/runs/{Guid.NewGuid()}");
        await Expect(page.Locator("h1")).ToContainTextAsync("There is no such run");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "All experiments" })).ToBeVisibleAsync();
    }
}
