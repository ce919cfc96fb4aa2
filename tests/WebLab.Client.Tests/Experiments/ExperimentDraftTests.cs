using WebLab.Client.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;

namespace WebLab.Client.Tests.Experiments;

public sealed class ExperimentDraftTests
{
    private static SpecField Field(string name) => SpecFields.Find(name)!;

    [Fact]
    public void A_new_form_is_valid_and_has_one_run_of_the_defaults()
    {
        var draft = new ExperimentDraft();
        Assert.True(draft.IsValid);
        Assert.Equal(new RunSpec(), Assert.Single(draft.Runs).Spec);
    }

    [Theory]
    [InlineData("epochs", "0", "epochs must be a whole number from 1 to 10,000; it was 0.")]
    [InlineData("epochs", "many", "epochs must be a whole number from 1 to 10,000; it was many.")]
    [InlineData("noise-rate", "1.01", "corruption.noiseRate must be a number from 0 to 1; it was 1.01.")]
    [InlineData("learning-rate", "NaN", "learningRate must be a number from 1E-07 to 10; it was NaN.")]
    public void A_wrong_value_is_told_by_its_field_and_nothing_can_be_launched(string name, string typed, string sentence)
    {
        var draft = new ExperimentDraft(
            new()
            {
                Corruption = new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = 0.2 },
            }
        );
        draft.Set(Field(name), typed);
        Assert.Equal(sentence, draft.ProblemOf(Field(name)));
        Assert.Equal(typed, draft.TextOf(Field(name)));
        Assert.False(draft.IsValid);
        Assert.Empty(draft.Runs);
    }

    [Fact]
    public void A_rule_between_fields_is_told_by_the_field_it_names()
    {
        var draft = new ExperimentDraft(new() { TrainSize = 100, BatchSize = 50 });
        draft.Set(Field("batch-size"), "101");
        Assert.Equal("batchSize must be at most trainSize, 100; it was 101.", draft.ProblemOf(Field("batch-size")));
    }

    [Fact]
    public void Correcting_a_value_takes_its_sentence_away()
    {
        var draft = new ExperimentDraft();
        draft.Set(Field("epochs"), "");
        draft.Set(Field("epochs"), "12");
        Assert.Null(draft.ProblemOf(Field("epochs")));
        Assert.Equal(12, Assert.Single(draft.Runs).Spec.Epochs);
    }

    [Fact]
    public void Choosing_a_corruption_with_a_rate_starts_it_at_a_fifth_and_leaving_it_drops_the_rate()
    {
        var draft = new ExperimentDraft();
        draft.Set(Field("corruption"), "partially-corrupted-labels");
        Assert.Equal(0.2, draft.Spec.Corruption.NoiseRate);
        draft.Set(Field("corruption"), "random-labels");
        Assert.Equal(0, draft.Spec.Corruption.NoiseRate);
        Assert.True(draft.IsValid);
    }

    [Fact]
    public void The_papers_learning_rate_follows_the_network_until_a_person_sets_another()
    {
        var draft = new ExperimentDraft();
        draft.Set(Field("model"), "small-inception");
        Assert.Equal(LabCatalogue.Model(ModelName.SmallInception).LearningRate, draft.Spec.LearningRate);
        draft.Set(Field("learning-rate"), "0.033");
        draft.Set(Field("model"), "mlp-1x512");
        Assert.Equal(0.033, draft.Spec.LearningRate);
    }

    [Fact]
    public void Axes_and_seeds_make_the_full_grid()
    {
        var draft = new ExperimentDraft(axes: [new("corruption", ["true-labels", "random-labels"])]);
        draft.Repeat(3);
        Assert.Equal(6, draft.Runs.Count);
        Assert.Equal([1, 2, 3], draft.Runs.Select(run => run.Spec.Seed).Distinct());
        Assert.Equal(["corruption", "seed"], draft.ToRequest().Axes.Select(axis => axis.Field));
        Assert.True(draft.IsSwept(Field("seed")));
    }

    [Fact]
    public void A_robust_loss_stands_beside_cross_entropy_on_the_same_labels()
    {
        var draft = new ExperimentDraft();
        Assert.False(draft.HasOtherLoss);
        draft.Set(Field("loss"), "gce");
        draft.Repeat(2);
        draft.Sweep("gce-q");
        draft.SetAxis(draft.Axes[0], "0.3, 0.7");
        Assert.True(draft.HasOtherLoss);

        var request = draft.BesideCrossEntropy();

        // Four on the loss; on cross-entropy, which has no q, one a seed.
        Assert.Equal(["gce", "gce", "gce", "gce", "cross-entropy", "cross-entropy"], request.Runs.Select(run => run.Spec.Loss.Kind));
        Assert.Equal([1, 2], request.Runs.Skip(4).Select(run => run.Spec.Seed));
        Assert.Equal(OwnFields.Tidy(draft.Runs[0].Spec with { Loss = new() }), request.Runs[4].Spec);
        Assert.StartsWith("Generalised cross-entropy · ", request.Runs[0].Name, StringComparison.Ordinal);
        Assert.StartsWith("Cross-entropy · ", request.Runs[4].Name, StringComparison.Ordinal);
        Assert.EndsWith("Generalised cross-entropy beside cross-entropy", request.Name, StringComparison.Ordinal);

        draft.Sweep("loss");
        Assert.False(draft.HasOtherLoss);
    }

    [Fact]
    public void Co_teaching_forgets_the_noise_rate_of_each_recipe_where_no_share_is_set()
    {
        var draft = new ExperimentDraft();
        draft.Set(Field("corruption"), CorruptionKind.SymmetricLabels);
        draft.Set(Field("loss"), "co-teaching");
        draft.Sweep("noise-rate");
        draft.SetAxis(draft.Axes[0], "0.1, 0.4");
        var share = Field("forget-rate");
        Assert.Equal(["0.1", "0.4"], draft.BesideCrossEntropy().Runs.Take(2).Select(run => share.Read(run.Spec)));

        draft.Set(share, "0.2");
        Assert.Equal(["0.2", "0.2"], draft.BesideCrossEntropy().Runs.Take(2).Select(run => share.Read(OwnFields.Tidy(run.Spec))));
        // Random labels have no rate.
        Assert.Equal("0.2", share.Read(new() { Loss = new() { Kind = "co-teaching" }, Corruption = new() { Kind = "random-labels" } }));
    }

    [Fact]
    public void A_wrong_value_of_an_axis_is_told()
    {
        var draft = new ExperimentDraft();
        draft.Sweep("epochs");
        draft.SetAxis(draft.Axes[0], "10, ten");
        Assert.False(draft.IsValid);
        Assert.Equal("epochs must be a whole number from 1 to 10,000; it was ten.", draft.ProblemOf(Field("epochs")));
    }

    /// <summary>A decimal comma once made the runs 0 and 1 of 0.1, and a repeated value a repeated run.</summary>
    [Fact]
    public void Decimal_comma_and_repeated_value_of_an_axis_make_no_run()
    {
        var draft = new ExperimentDraft();
        draft.Set(Field("corruption"), "symmetric-labels");
        draft.Sweep("noise-rate");
        draft.SetAxis(draft.Axes[0], "0,1");
        Assert.Contains("may be 0 and 1 or 0.1", draft.ProblemOf(Field("noise-rate")), StringComparison.Ordinal);
        Assert.Empty(draft.Runs);
        draft.SetAxis(draft.Axes[0], "0.1 0.1");
        Assert.Contains("it took 0.1 twice", draft.ProblemOf(Field("noise-rate")), StringComparison.Ordinal);
        draft.SetAxis(draft.Axes[0], "0:1:0.25");
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], draft.Runs.Select(run => run.Spec.Corruption.NoiseRate));
    }

    /// <summary>Eleven equal runs once came of a swept noise rate of true labels.</summary>
    [Fact]
    public void A_swept_field_that_means_nothing_makes_no_equal_runs()
    {
        var draft = new ExperimentDraft();
        draft.Sweep("noise-rate");
        draft.SetAxis(draft.Axes[0], "0:1:0.1");
        Assert.StartsWith("noise-rate means nothing for true labels", draft.ProblemOf(Field("noise-rate")), StringComparison.Ordinal);
        Assert.False(draft.IsValid);
        draft.Set(Field("corruption"), "symmetric-labels");
        Assert.Equal(11, draft.Runs.Count);
    }

    [Fact]
    public void The_name_follows_the_recipe_until_one_is_typed()
    {
        var draft = new ExperimentDraft();
        draft.Set(Field("corruption"), "random-labels");
        Assert.EndsWith("random labels", draft.Name, StringComparison.Ordinal);
        draft.Name = "Mine";
        draft.Set(Field("corruption"), "true-labels");
        Assert.Equal("Mine", draft.Name);
    }

    [Fact]
    public void The_servers_own_sentence_stands_by_the_field_of_the_run()
    {
        var draft = new ExperimentDraft();
        draft.Refuse(new Dictionary<string, string[]> { ["runs[3].spec.epochs"] = ["epochs are too many for this lab."] });
        Assert.Equal("epochs are too many for this lab.", draft.ProblemOf(Field("epochs")));
    }
}
