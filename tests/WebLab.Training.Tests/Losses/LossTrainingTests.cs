using TorchSharp;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;
using WebLab.Training.Losses;

namespace WebLab.Training.Tests.Losses;

public sealed class LossTrainingTests
{
    private static readonly RunSpec Tiny = new()
    {
        TrainSize = 300,
        TestSize = 200,
        Epochs = 3,
        BatchSize = 50,
        Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.4 },
    };

    public static TheoryData<string> Kinds => [.. LossRegistry.All.Select(loss => loss.Id)];

    [Fact]
    public void Ids_are_promises_and_none_is_lost() =>
        Assert.Equal(["cross-entropy", "gce", "sce", "elr", "mixup", "co-teaching"], LossRegistry.All.Select(loss => loss.Id));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_loss_says_what_it_is_and_its_fields_what_a_form_and_a_check_need(string kind)
    {
        var loss = LossRegistry.Current.Find(kind)!;
        Assert.EndsWith(".", loss.Sentence, StringComparison.Ordinal);
        Assert.Contains("arXiv:", loss.Source, StringComparison.Ordinal);
        foreach (var field in loss.Fields)
        {
            Assert.StartsWith("loss.", field.Path, StringComparison.Ordinal);
            Assert.Equal(field.Name, SpecFields.Find(field.Path)!.Name);
            Assert.EndsWith(".", field.Help, StringComparison.Ordinal);
            var standard = double.Parse(field.Default!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(standard, field.Min!.Value, field.Max!.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_loss_gives_the_same_curve_again_and_leaks_no_tensor(string kind)
    {
        var spec = Tiny with
        {
            Loss = new() { Kind = kind },
            Regularisers = new() { HoldOut = 0.2, Dropout = 0.2 },
        };
        Assert.Empty(SpecCheck.Problems(spec));
        var scopes = DisposeScopeManager.Statistics;
        var (live, outside) = (scopes.ThreadTotalLiveCount, scopes.CreatedOutsideScopeCount);
        var first = TrainingRecord.Train(spec);
        Assert.Single(first.Tensors.Distinct());
        Assert.Equal(live, scopes.ThreadTotalLiveCount);
        Assert.Equal(outside, scopes.CreatedOutsideScopeCount);
        Assert.Equal(first.Values(Metric.StepLoss), TrainingRecord.Train(spec).Values(Metric.StepLoss));
    }

    /// <summary>The first step is measured on the same weights and images, but for mixup, whose images are mixtures.</summary>
    [Theory]
    [InlineData("gce")]
    [InlineData("sce")]
    [InlineData("elr")]
    [InlineData("co-teaching")]
    public void Loss_that_is_shown_is_the_cross_entropy_and_what_is_followed_another(string kind)
    {
        var plain = TrainingRecord.Train(Tiny).Values(Metric.StepLoss).ToList();
        var other = TrainingRecord.Train(Tiny with { Loss = new() { Kind = kind } }).Values(Metric.StepLoss).ToList();
        Assert.Equal(plain[0], other[0]);
        Assert.NotEqual(plain[^1], other[^1]);
    }

    [Fact]
    public void Loss_that_there_is_not_is_refused_and_never_trained_as_another()
    {
        var spec = Tiny with { Loss = new() { Kind = "hinge" } };
        var problem = Assert.Single(SpecCheck.Problems(spec));
        Assert.Equal("loss.kind must be one of cross-entropy, gce, sce, elr, mixup, co-teaching; it was hinge.", problem.Message);
        var error = Assert.Throws<TrainingFailedException>(() => TrainingRecord.Train(spec));
        Assert.Equal("loss.kind must be a loss that this trainer has; it was hinge.", error.Message);
    }

    [Fact]
    public void An_assembly_that_brings_a_taken_id_is_refused_in_a_sentence()
    {
        var error = Assert.Throws<InvalidOperationException>(() => LossRegistry.Create().Add(typeof(LossTrainingTests).Assembly));
        Assert.Matches("^The loss id gce of .*Colliding is taken by .*; each loss needs an id of its own\\.$", error.Message);
    }

    private sealed class Colliding : LossDescriptor
    {
        public override string Id => "gce";
        public override string Title => "Another";
        public override string Sentence => "Another.";
        public override string Source => "None";

        public override TrainingLoss Create(LossSetup setup) => throw new NotSupportedException();
    }
}
