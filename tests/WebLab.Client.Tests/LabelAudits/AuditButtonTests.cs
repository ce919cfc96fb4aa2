using Bunit;
using Microsoft.AspNetCore.Http;
using WebLab.Client.Datasets;
using WebLab.Client.LabelAudits;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Client.Tests.LabelAudits;

public sealed class AuditButtonTests : PageTest
{
    private static readonly DatasetFacts Facts = DatasetFacts.Of(DatasetName.Mnist);

    [Fact]
    public async Task Where_all_examples_do_not_fit_some_can_be_audited()
    {
        Lab.Answer(
            $"POST {ApiRoutes.Experiments}",
            _ => Task.FromResult(Results.Problem("Label audit needs about 9.0 GB of memory.", statusCode: 400))
        );
        var facts = DatasetFacts.Of(DatasetName.Mnist);
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, facts));
        Assert.Empty(button.FindAll("[data-audit-examples]"));
        await Click(button, "[data-audit]");
        button.WaitForAssertion(() => Assert.Equal("30000", button.Find("[data-audit-examples]").GetAttribute("value")));

        await button.InvokeAsync(() => button.Find("[data-audit-examples]").Change("500"));
        var sent = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        await Click(button, "[data-audit]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken)).Runs[0].Spec;
        Assert.Equal((500, 500), (spec.TrainSize, spec.TestSize));
    }

    [Fact]
    public async Task A_file_that_is_sent_becomes_the_source_of_scores_with_the_rule_that_is_chosen()
    {
        var (before, kept) = (File("old.npy"), File("mine.npy"));
        var upload = new UploadInfo
        {
            Id = Guid.NewGuid(),
            Name = "mine.npy",
            Files = 1,
            Size = 0,
            Received = 0,
            CreatedAt = DateTimeOffset.UnixEpoch,
            KeptUntil = DateTimeOffset.UnixEpoch,
        };
        var path = Address("probabilities");
        Lab.Answer($"GET {path}", new[] { before });
        Lab.Answer($"GET {Address("embeddings")}", Array.Empty<NumberFileInfo>());
        Lab.Answer($"POST {ApiRoutes.Uploads}", _ => Task.FromResult(SmallLab.Json(upload, StatusCodes.Status201Created)));
        Lab.Answer($"POST {path}", _ => Task.FromResult(SmallLab.Json(kept, StatusCodes.Status201Created)));
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, DatasetFacts.Of(DatasetName.Mnist)));
        await Click(button, "[data-audit-own]");
        button.WaitForAssertion(() => Assert.Equal(2, button.FindAll("[data-files=probabilities] option").Count));
        // As the script tells that a file was chosen; it has no bytes to be sent.
        var drop = button.FindComponent<FileDrop>();
        await drop.InvokeAsync(() => drop.Instance.Chosen("{}"));
        button.WaitForAssertion(() => Assert.Equal(3, button.FindAll("[data-files=probabilities] option").Count));
        await button.InvokeAsync(() => button.Find("[data-filter]").Change("prune-by-class"));

        var sent = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        Assert.Contains("by these probabilities", button.Find("[data-audit]").TextContent, StringComparison.Ordinal);
        await Click(button, "[data-audit]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken)).Runs[0].Spec;
        Assert.Equal(
            (kept.File, "prune-by-class"),
            (spec.Analysis!.Fields.Text(LabelAuditOptions.ProbabilitiesKey), spec.Analysis.Fields.Text(LabelAuditOptions.FilterKey))
        );
        Assert.Empty(SpecCheck.Problems(spec));
    }

    [Fact]
    public async Task Embeddings_that_were_brought_before_are_chosen_beside_probabilities_and_the_choice_goes_with_the_panel()
    {
        var (scores, embeddings) = (File("p.npy"), File("clip.parquet"));
        Lab.Answer($"GET {Address("probabilities")}", new[] { scores });
        Lab.Answer($"GET {Address("embeddings")}", new[] { embeddings });
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, DatasetFacts.Of(DatasetName.Mnist)));
        await Click(button, "[data-audit-own]");
        button.WaitForAssertion(() => Assert.Equal(2, button.FindAll("[data-files=embeddings] option").Count));
        Assert.Contains("1 to 16,384", button.Find("[data-own=embeddings]").TextContent, StringComparison.Ordinal);
        await button.InvokeAsync(() => button.Find("[data-files=embeddings]").Change(embeddings.File));
        Assert.EndsWith("with these embeddings", button.Find("[data-audit]").TextContent.Trim(), StringComparison.Ordinal);
        await button.InvokeAsync(() => button.Find("[data-files=probabilities]").Change(scores.File));

        var sent = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        await Click(button, "[data-audit]");
        var fields = (await sent.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken)).Runs[0].Spec.Analysis!.Fields;
        Assert.Equal(
            (scores.File, embeddings.File),
            (fields.Text(LabelAuditOptions.ProbabilitiesKey), fields.Text(LabelAuditOptions.EmbeddingsKey))
        );
        await Click(button, "[data-audit-own]");
        Assert.Equal("Audit its labels", button.Find("[data-audit]").TextContent.Trim());
    }

    [Fact]
    public async Task The_network_of_a_run_that_takes_the_sets_examples_is_chosen_and_not_beside_embeddings()
    {
        var embeddings = File("clip.npy");
        var mine = Ended(DatasetName.Mnist) with { IsPrivate = true };
        Lab.Answer($"GET {Address("probabilities")}", Array.Empty<NumberFileInfo>());
        Lab.Answer($"GET {Address("embeddings")}", new[] { embeddings });
        // Networks of other shapes take none of its examples, and an audit has none.
        var audit = Ended(DatasetName.Mnist) with { Spec = AuditLaunch.Of(Facts, isPrivate: false).Runs[0].Spec };
        RunSummary[] runs = [mine, Ended(DatasetName.Cifar10), audit];
        Lab.Answer($"GET {ApiRoutes.Runs}", new Page<RunSummary>(runs, runs.Length));
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, Facts));
        await Click(button, "[data-audit-own]");
        button.WaitForAssertion(() => Assert.Equal(["", $"{mine.Id}"], Offered()));
        await button.InvokeAsync(() => button.Find("[data-features]").Change($"{mine.Id}"));
        Assert.EndsWith("with this network's features", button.Find("[data-audit]").TextContent.Trim(), StringComparison.Ordinal);
        await button.InvokeAsync(() => button.Find("[data-files=embeddings]").Change(embeddings.File));
        Assert.Contains("by embeddings or by a network", button.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(button.Find("[data-audit]").HasAttribute("disabled"));
        await button.InvokeAsync(() => button.Find("[data-files=embeddings]").Change(""));

        var sent = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        await Click(button, "[data-audit]");
        var request = await sent.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken);
        Assert.True(request.IsPrivate);
        Assert.Equal($"{mine.Id}", request.Runs[0].Spec.Analysis!.Fields.Text(LabelAuditOptions.FeaturesKey));
        Assert.Empty(SpecCheck.Problems(request.Runs[0].Spec));

        IEnumerable<string?> Offered() => button.FindAll("[data-features] option").Select(option => option.GetAttribute("value"));

        static RunSummary Ended(string dataset) =>
            RunMaker.Run("true-labels", status: RunStatus.Completed) with
            {
                Spec = new() { Dataset = dataset },
            };
    }

    [Fact]
    public void An_audit_without_files_of_ones_own_is_the_recipe_that_it_was()
    {
        var spec = AuditLaunch.Of(DatasetFacts.Of(DatasetName.Mnist), isPrivate: false).Runs[0].Spec;
        Assert.Equal(RecipeHash.Of(spec with { Analysis = new() { Kind = AuditLaunch.Kind } }), RecipeHash.Of(spec));
    }

    [Fact]
    public async Task What_the_server_does_not_take_for_embeddings_is_said_and_thrown_away()
    {
        var upload = new UploadInfo
        {
            Id = Guid.NewGuid(),
            Name = "two",
            Files = 2,
            Size = 0,
            Received = 0,
            CreatedAt = DateTimeOffset.UnixEpoch,
            KeptUntil = DateTimeOffset.UnixEpoch,
        };
        var path = Address("embeddings");
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {path}", Array.Empty<NumberFileInfo>());
        Lab.Answer($"POST {ApiRoutes.Uploads}", _ => Task.FromResult(SmallLab.Json(upload, StatusCodes.Status201Created)));
        Lab.Answer($"POST {path}", _ => Task.FromResult(Results.Problem("two has 2 files.", statusCode: 400)));
        Lab.Answer(
            $"DELETE {ApiRoutes.Uploads}/{upload.Id}",
            _ =>
            {
                gone.TrySetResult();
                return Task.FromResult(Results.NoContent());
            }
        );
        var own = Render<NumberFilePicker>(each =>
            each.Add(page => page.Facts, DatasetFacts.Of(DatasetName.Mnist))
                .Add(page => page.Kind, NumberFileKind.Embeddings)
                .AddChildContent("Of these examples.")
        );
        var drop = own.FindComponent<FileDrop>();
        await drop.InvokeAsync(() => drop.Instance.Chosen("{}"));
        own.WaitForAssertion(() => Assert.Equal("two has 2 files.", own.Find("[role=alert]").TextContent));
        await gone.Task.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Whoever_brings_a_file_for_an_imported_set_is_told_in_which_order_its_rows_are()
    {
        Lab.Answer($"GET {Address("embeddings")}", Array.Empty<NumberFileInfo>());
        Assert.Contains("names.csv", Help(isOwn: true), StringComparison.Ordinal);
        Assert.DoesNotContain("names.csv", Help(isOwn: false), StringComparison.Ordinal);

        string Help(bool isOwn) =>
            Render<NumberFilePicker>(each =>
                each.Add(page => page.Facts, DatasetFacts.Of(DatasetName.Mnist) with { IsOwn = isOwn })
                    .Add(page => page.Kind, NumberFileKind.Embeddings)
                    .AddChildContent("Of these examples.")
            ).Markup;
    }

    [Fact]
    public async Task Networks_on_folds_are_chosen_by_the_audits_own_fields_and_their_time_is_told()
    {
        var measured = Cpu with { ImagesPerSecond = new Dictionary<string, double> { [ModelName.SmallAlexnet] = 1_000 } };
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { measured });
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, DatasetFacts.Of(DatasetName.Mnist)));
        await Click(button, "[data-audit-networks]");
        Assert.Empty(button.FindAll("[data-fold-field]"));
        await button.InvokeAsync(() => button.Find("[data-fold-network]").Change(ModelName.SmallAlexnet));
        // The network's own rate stands there as what is taken, and is no number of anybody's.
        string[] shown = ["data-fold-field", "min", "max", "value", "placeholder"];
        Assert.Equal(
            ["auditFolds 2 20 5 ", "auditFoldEpochs 1 1000 10 ", "auditFoldRate 0 10  0.01"],
            button.FindAll("[data-fold-field]").Select(field => string.Join(' ', shown.Select(name => field.GetAttribute(name))))
        );
        Assert.EndsWith("the network's own", Rate().Trim(), StringComparison.Ordinal);
        await button.InvokeAsync(() => button.Find("[data-fold-field=auditFoldRate]").Change("0.2"));
        Assert.EndsWith("Learning rate", Rate().Trim(), StringComparison.Ordinal);
        await button.InvokeAsync(() => button.Find("[data-fold-field=auditFoldRate]").Change(""));
        await button.InvokeAsync(() => button.Find("[data-fold-field=auditFolds]").Change("3"));
        await button.InvokeAsync(() => button.Find("[data-audit-examples]").Change("6000"));
        // Twice 6,000 images in each of ten epochs at 1,000 a second are two minutes.
        button.WaitForAssertion(() =>
            Assert.StartsWith("about 2 min on", button.Find("[data-audit-time]").TextContent, StringComparison.Ordinal)
        );

        var sent = Lab.TakeLaunch(RunMaker.Run("true-labels"));
        Assert.Contains("by these networks", button.Find("[data-audit]").TextContent, StringComparison.Ordinal);
        await Click(button, "[data-audit]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken)).Runs[0].Spec;
        Assert.Equal(FieldGroup.Empty.With("auditNetwork", ModelName.SmallAlexnet).With("auditFolds", 3), spec.Analysis!.Fields);
        Assert.Empty(SpecCheck.Problems(spec));

        // What is closed is chosen no more.
        await Click(button, "[data-audit-networks]");
        Assert.Equal("Audit its labels", button.Find("[data-audit]").TextContent);

        string Rate() => button.Find("[data-fold-field=auditFoldRate]").ParentElement!.TextContent;
    }

    [Fact]
    public async Task Labels_are_told_by_probabilities_or_by_networks_and_a_limit_that_was_typed_is_seen_as_long_as_it_holds()
    {
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Cpu });
        Lab.Answer($"GET {Address("probabilities")}", new[] { File("old.npy") });
        Lab.Answer($"GET {Address("embeddings")}", Array.Empty<NumberFileInfo>());
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, DatasetFacts.Of(DatasetName.Mnist)));
        await Click(button, "[data-audit-networks]");
        await button.InvokeAsync(() => button.Find("[data-fold-network]").Change(ModelName.SmallAlexnet));
        await button.InvokeAsync(() => button.Find("[data-audit-examples]").Change("2000"));
        await Click(button, "[data-audit-own]");
        button.WaitForAssertion(() => Assert.Equal(2, button.FindAll("[data-files=probabilities] option").Count));
        await button.InvokeAsync(() => button.Find("[data-files=probabilities]").Change(File("old.npy").File));
        Assert.True(button.Find("[data-audit]").HasAttribute("disabled"));
        Assert.Contains("not by both", button.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await Click(button, "[data-audit-networks]");
        Assert.False(button.Find("[data-audit]").HasAttribute("disabled"));
        Assert.Equal("2000", button.Find("[data-audit-examples]").GetAttribute("value"));
    }

    [Fact]
    public async Task Networks_that_take_images_only_are_not_offered_for_a_table()
    {
        var facts = new DatasetFacts("a-table", "A table", "", 100, 20, 1, 4, 1, ["a", "b"])
        {
            Kind = DatasetKind.Features,
            Columns = ["p", "q", "r", "s"],
            IsOwn = true,
        };
        var button = Render<AuditButton>(each => each.Add(page => page.Facts, facts));
        await Click(button, "[data-audit-networks]");
        var offered = button.FindAll("[data-fold-network] option").Select(option => option.GetAttribute("value")).ToList();
        Assert.Contains("mlp-1x512", offered);
        Assert.DoesNotContain(ModelName.SmallAlexnet, offered);
    }

    private static string Address(string kind) => $"{ApiRoutes.Datasets}/{DatasetName.Mnist}/{kind}";

    private static NumberFileInfo File(string title) =>
        new()
        {
            File = $"mnist-{title}",
            Title = title,
            Size = 100,
            MayDelete = true,
        };

    [Fact]
    public void A_set_of_few_test_examples_has_a_recipe_that_is_taken()
    {
        var facts = new DatasetFacts("few-tests", "Few", "", 32, 8, 8, 8, 1, ["a", "b"]) { IsOwn = true };
        DatasetFacts.Add(facts);
        Assert.Empty(SpecCheck.Problems(AuditLaunch.Of(facts, isPrivate: false).Runs[0].Spec));
    }
}
