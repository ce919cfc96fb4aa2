using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using WebLab.Science.Jobs;
using WebLab.Training.Jobs;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.Analyses;

public sealed class LabelAuditAnalysisTests
{
    private static readonly RunSpec Spec = new()
    {
        Dataset = DatasetName.Generated,
        TrainSize = 60,
        TestSize = 20,
        Analysis = new()
        {
            Kind = "label-audit",
            Fields = FieldGroup.Empty.With("auditPermutations", 99).With("auditTraining", false).With("auditBudget", 10),
        },
    };

    [Fact]
    public void Networks_that_a_recipe_names_are_trained_on_folds_and_each_epoch_is_told()
    {
        var (report, doing) = Audit(
            Spec with
            {
                Analysis = Spec.Analysis! with
                {
                    Fields = Spec
                        .Analysis.Fields.With("auditNetwork", ModelName.Linear)
                        .With("auditFolds", 2)
                        .With("auditFoldEpochs", 3)
                        .With("auditFoldRate", 0.02),
                },
            }
        );
        Assert.Equal(new(ModelName.Linear) { Folds = 2, Epochs = 3, LearningRate = 0.02 }, report.Options.Networks);
        Assert.StartsWith("2 networks linear, each trained for 3 epochs", report.ScoredBy, StringComparison.Ordinal);
        Assert.Contains("Fold 2 of 2, epoch 3 of 3", doing);
        Assert.Equal((80, 20), (report.Examples, report.TestExamples));
    }

    [Fact]
    public void A_recipe_that_names_none_is_scored_by_ridge_regression()
    {
        var (report, doing) = Audit(Spec);
        Assert.Null(report.Options.Networks);
        Assert.Contains("random filters", report.ScoredBy, StringComparison.Ordinal);
        Assert.Contains("Predicting each example without it", doing);
        Assert.DoesNotContain(report.Answers[0].Numbers, number => number.Name.StartsWith("fold-networks.", StringComparison.Ordinal));
    }

    /// <summary>The ridge of 11,000 examples of 11,500 features takes three matrices of 11,000 x 11,000 in float64, and a file may have all
    /// the set's examples, however few are audited.</summary>
    [Fact]
    public void Memory_is_asked_for_wide_embeddings_and_for_a_large_file_of_which_little_is_audited()
    {
        var spec = Spec with
        {
            Dataset = DatasetName.Mnist,
            TrainSize = 11_000,
            TestSize = 0,
            Analysis = Spec.Analysis! with { Fields = Spec.Analysis.Fields.With("auditEmbeddings", "0123") },
        };
        Assert.InRange(Bytes(spec), (3 * 8 * 11e3 * 11e3) + (4 * 4 * 11e3 * 11_500), 10e9);
        Assert.InRange(Bytes(spec with { TrainSize = 500 }), 28 * 128e6, 6e9);
        Assert.InRange(Bytes(spec with { Dataset = DatasetName.Generated, TrainSize = 500, Analysis = Spec.Analysis }), 0, 1.5e9);

        static long Bytes(RunSpec spec) => MemoryNeed.Bytes(spec, isGpu: false, memory: null);
    }

    [Fact]
    public void All_networks_of_the_catalogue_are_offered()
    {
        var field = JobKinds.Of(Spec).Fields.Single(field => field.Key == FoldNetworkOptions.NetworkKey);
        Assert.True(field.OffersNetworks);
        Assert.Equal([FoldNetworkOptions.None, .. Networks.All.Select(network => network.Id)], field.Choices);
    }

    private static (LabelAuditReport Report, IReadOnlyList<string> Doing) Audit(RunSpec spec)
    {
        byte[]? kept = null;
        var heard = new Heard();
        using var control = new TrainingControl { KeepReport = bytes => kept = bytes };
        JobEntries.Own.Find("label-audit").Work(spec, TrainingRecord.Corrupt(spec), ComputeDevice.Open("cpu", 2), heard, control);
        return (JsonSerializer.Deserialize<LabelAuditReport>(kept!, LabJson.Options)!, heard.Doing);
    }

    private sealed class Heard : ITrainingObserver
    {
        public List<string> Doing { get; } = [];

        public void Started(RunFacts facts) { }

        public void Points(IReadOnlyList<Contracts.Curves.Point> points) { }

        public void Advanced(RunProgress progress, RunResult? result) => Doing.Add(progress.Doing!);
    }
}
