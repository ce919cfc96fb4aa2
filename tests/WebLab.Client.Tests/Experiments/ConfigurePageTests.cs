using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Experiments;

public sealed class ConfigurePageTests : PageTest
{
    [Theory]
    [InlineData("epochs", "0", "epochs must be a whole number from 1 to 10,000; it was 0.")]
    [InlineData("batch-size", "6000", "batchSize must be at most trainSize, 5,000; it was 6,000.")]
    [InlineData("momentum", "1", "momentum must be a number from 0 to 0.999; it was 1.")]
    public async Task A_wrong_value_shows_its_sentence_by_the_field_as_it_is_typed(string name, string typed, string sentence)
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find($"#field-{name}").Input(typed));
        Assert.Equal(sentence, page.Find($"#help-{name}").TextContent);
        Assert.Equal("true", page.Find($"#field-{name}").GetAttribute("aria-invalid"));
        Assert.Equal($"help-{name}", page.Find($"#field-{name}").GetAttribute("aria-describedby"));
        Assert.True(LaunchButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_corrected_value_frees_the_launch()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-epochs").Input("x"));
        await page.InvokeAsync(() => page.Find("#field-epochs").Input("3"));
        Assert.Null(page.Find("#field-epochs").GetAttribute("aria-invalid"));
        Assert.False(LaunchButton(page).HasAttribute("disabled"));
    }

    [Fact]
    public async Task The_address_brings_the_recipe_back()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-corruption").Change("partially-corrupted-labels"));
        await page.InvokeAsync(() => page.Find("#field-noise-rate").Input("0.45"));
        var again = Open(
            Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Services.GetRequiredService<NavigationManager>().Uri)
        );
        Assert.Equal("0.45", again.Find("#field-noise-rate").GetAttribute("value"));
    }

    [Fact]
    public void Only_precisions_that_a_device_has_are_offered_and_what_the_recipe_says()
    {
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Cpu with { Precisions = [PrecisionName.Full] } });
        Offers(Open(), PrecisionName.Full);
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Cpu with { Precisions = [PrecisionName.Full, PrecisionName.Bfloat16] } });
        Offers(Open(), PrecisionName.Full, PrecisionName.Bfloat16);
        Offers(Open(SpecLink.To(new() { Precision = PrecisionName.Tf32 })), [.. PrecisionName.All]);

        static void Offers(IRenderedComponent<ConfigurePage> page, params string[] names) =>
            page.WaitForAssertion(() =>
                Assert.Equal(names, page.FindAll("#field-precision option").Select(option => option.GetAttribute("value")!))
            );
    }

    [Fact]
    public void A_broken_link_says_so_and_starts_from_the_defaults()
    {
        var page = Open("launch?spec=broken");
        Assert.StartsWith(
            "The recipe in the link could not be read",
            page.Find("[role=status].note").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("30", page.Find("#field-epochs").GetAttribute("value"));
    }

    [Fact]
    public async Task Only_fields_that_mean_something_are_shown()
    {
        var page = Open();
        Assert.Empty(page.FindAll("#field-noise-rate"));
        await page.InvokeAsync(() => page.Find("#field-corruption").Change("shuffled-pixels"));
        Assert.NotEmpty(page.FindAll("#field-pixel-grouping"));
        Assert.Empty(page.FindAll("#field-gaussian-moments"));
    }

    [Fact]
    public void The_preview_shows_the_realised_rate_and_which_labels_changed()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".sheet li").Count));
        Assert.Equal("was disc", Assert.Single(page.FindAll(".sheet li.is-changed")).QuerySelector(".true")!.TextContent);
        Assert.Contains("18.2 %", page.Find(".preview .facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Networks_that_are_kept_over_epochs_are_told_with_what_they_take_before_the_launch()
    {
        var page = Open();
        Assert.Empty(page.FindAll("[data-kept]"));
        await page.InvokeAsync(() => page.Find("#field-kept-networks").Input("4"));
        Assert.StartsWith("Kept after epoch 1, 2, 5, 13, and after the last, 30", page.Find("#help-kept-networks").TextContent);
        // 28x28x3 pixels to 512 units to 10 classes, four times, four bytes a weight.
        Assert.Equal("4 networks kept before the last epoch, about 19.4 MB of disk", page.Find("[data-kept]").TextContent);
    }

    [Fact]
    public async Task Launching_sends_what_was_typed()
    {
        var page = Open();
        ExperimentRequest? sent = null;
        Lab.Answer(
            $"POST {ApiRoutes.Experiments}",
            async request =>
            {
                sent = await JsonSerializer.DeserializeAsync<ExperimentRequest>(request.Body, LabJson.Options);
                return Results.Problem("Enough.", statusCode: 429);
            }
        );
        await page.InvokeAsync(() => page.Find("#field-train-size").Input("1234"));
        await page.InvokeAsync(() => page.Find("#experiment-name").Change("Mine"));
        await Click(page, () => LaunchButton(page));
        page.WaitForElement("[role=alert]");
        Assert.Equal(("Mine", 1_234), (sent!.Name, Assert.Single(sent.Runs).Spec.TrainSize));
    }

    [Fact]
    public async Task What_only_the_server_knows_stands_by_the_field()
    {
        var page = Open();
        Lab.Answer(
            $"POST {ApiRoutes.Experiments}",
            _ =>
                Task.FromResult(
                    Results.ValidationProblem(
                        new Dictionary<string, string[]> { ["runs[0].spec.dataset"] = ["dataset generated is not here."] }
                    )
                )
        );
        await Click(page, () => LaunchButton(page));
        page.WaitForAssertion(() => Assert.Equal("dataset generated is not here.", page.Find("#help-dataset").TextContent));
    }

    [Fact]
    public async Task Why_it_cannot_be_launched_stands_beside_the_button()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-epochs").Input("0"));
        Assert.Contains(
            "epochs must be a whole number from 1 to 10,000; it was 0.",
            page.Find(".launch-card .launch-count").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_forms_of_a_range_are_shown_below_its_values()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-corruption").Change("symmetric-labels"));
        await Click(page, ".sweep-verbs button");
        Assert.Contains("0:1:0.1, or log 1e-3..1:7", page.Find(".axis .help").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_says_how_long_the_queue_before_it_is()
    {
        var start = TimeProvider.System.GetUtcNow().AddMinutes(100);
        var waiting = new QueueEntry(Guid.NewGuid(), "a", Guid.NewGuid(), "b", Guid.Empty, "", 0, false, 1, 1_200, start, null);
        Lab.Answer($"GET {ApiRoutes.Queue}", new Page<QueueEntry>([waiting], 1));
        var page = Open();
        page.WaitForAssertion(() =>
            Assert.Contains(
                "begun in about 2 h at the latest (1 run waits)",
                page.Find(".launch-count").TextContent,
                StringComparison.Ordinal
            )
        );
    }

    /// <summary>A reload once made 5 runs of 15.</summary>
    [Fact]
    public async Task The_address_brings_axes_as_typed_and_seeds_back()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-corruption").Change("symmetric-labels"));
        await Click(page, ".sweep-verbs button");
        await page.InvokeAsync(() => page.Find(".axis input").Input("0:1:0.25"));
        await page.InvokeAsync(() => page.Find(".seed-repeat input[type=checkbox]").Change(true));
        Assert.Contains("15 runs", page.Find(".launch-count").TextContent, StringComparison.Ordinal);
        var again = Open(Address);
        Assert.Contains("15 runs", again.Find(".launch-count").TextContent, StringComparison.Ordinal);
        Assert.Equal("0:1:0.25", again.Find(".axis input").GetAttribute("value"));
        Assert.Equal("3", again.Find(".seeds").GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_typed_is_back_after_another_page_a_reload_or_a_log_in_wrong_values_and_question_included()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-epochs").Input("many"));
        await page.InvokeAsync(() => page.Find("#experiment-question").Input("Does it memorise?"));
        await page.InvokeAsync(() => page.Find(".seed-repeat input[type=checkbox]").Change(true));
        var kept = JSInterop.Invocations["localStorage.setItem"][^1].Arguments;
        JSInterop.Setup<string?>("localStorage.getItem", kept[0]).SetResult((string)kept[1]!);
        var again = Open();
        Assert.Equal("many", again.Find("#field-epochs").GetAttribute("value"));
        Assert.Equal("Does it memorise?", again.Find("#experiment-question").GetAttribute("value"));
        Assert.Equal("3", again.Find(".seeds").GetAttribute("value"));
    }

    [Fact]
    public void A_recipe_on_a_data_set_that_is_gone_leaves_a_form_that_works()
    {
        var page = Open(SpecLink.To(new RunSpec { Dataset = "gone" }));
        Assert.Contains("could not be read", page.Find("[role=status].note").TextContent, StringComparison.Ordinal);
        var kept = new ExperimentDraft().Keep("launch");
        kept = kept with { Start = kept.Start with { Dataset = "gone" } };
        JSInterop.Setup<string?>("localStorage.getItem", "weblab-unsent/00000000-0000-0000-0000-000000000000/form").SetResult(kept.Write());
        Assert.Equal("30", Open().Find("#field-epochs").GetAttribute("value"));
    }

    [Fact]
    public async Task A_preset_takes_the_place_of_what_was_typed_and_gives_it_back()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#field-train-size").Input("1234"));
        await Click(page, () => page.FindAll(".start")[1]);
        Assert.NotEqual("1234", page.Find("#field-train-size").GetAttribute("value"));
        await Click(page, () => page.FindAll(".note button").Single(button => button.TextContent == "Undo"));
        Assert.Equal("1234", page.Find("#field-train-size").GetAttribute("value"));
    }

    [Fact]
    public async Task Runs_are_added_to_an_experiment_without_those_that_it_has()
    {
        var spec = new RunSpec { TrainSize = 1_000 };
        var id = Guid.NewGuid();
        var summary = new ExperimentSummary
        {
            Id = id,
            Name = "Before",
            Description = "",
            CreatedAt = RunMaker.Noon,
        };
        var had = RunMaker.Run("true-labels") with { Spec = spec };
        Lab.Answer($"GET {ApiRoutes.Experiments}/{id}", new Experiment(summary, [had]));
        ExperimentRuns? sent = null;
        Lab.Answer(
            $"POST {ApiRoutes.Experiments}/{id}/runs",
            async request =>
            {
                sent = await JsonSerializer.DeserializeAsync<ExperimentRuns>(request.Body, LabJson.Options);
                return SmallLab.Json(new Experiment(summary, [had]));
            }
        );
        var page = Open(SpecLink.To(spec, "Before", [], id));
        page.WaitForAssertion(() =>
            Assert.Contains("has every run of this form already", page.Find(".launch-count").TextContent, StringComparison.Ordinal)
        );
        await page.InvokeAsync(() => page.Find(".seed-repeat input[type=checkbox]").Change(true));
        Assert.Contains("2 runs", page.Find(".launch-count").TextContent, StringComparison.Ordinal);
        await Click(page, () => LaunchButton(page));
        page.WaitForAssertion(() => Assert.Equal([2, 3], sent!.Runs.Select(run => run.Spec.Seed)));
        Assert.Equal(["seed"], sent!.Axes.Select(axis => axis.Field));
    }

    private string Address =>
        Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Services.GetRequiredService<NavigationManager>().Uri);

    private static IElement LaunchButton(IRenderedComponent<ConfigurePage> page) => page.Find(".launch-card button");

    private IRenderedComponent<ConfigurePage> Open(string address = "launch")
    {
        Lab.Answer(
            $"POST {ApiRoutes.CorruptionPreview}",
            new CorruptionPreview
            {
                NoiseRate = 0.2,
                RealisedNoiseRate = 0.182,
                GivenLabelHash = new('a', 64),
                ConfusionCounts = [.. DatasetFacts.Of(DatasetName.Generated).Classes.Select(_ => new int[10])],
                TrueLabels = [0, 1],
                GivenLabels = [3, 1],
                Sheet = [1, 2, 3],
                Columns = 2,
                ImageSize = 32,
            }
        );
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<ConfigurePage>();
    }
}
