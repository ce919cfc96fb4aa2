using System.Text.Json;
using TorchSharp;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Training.Analyses;
using WebLab.Training.Checkpoints;
using WebLab.Training.Jobs;
using WebLab.Training.LabelAudits;

namespace WebLab.Training.Tests.LabelAudits;

public sealed class NetworkFeaturesTests : IDisposable
{
    private static readonly RunSpec Trained = new()
    {
        TrainSize = 40,
        TestSize = 20,
        BatchSize = 8,
        Epochs = 2,
        Model = "mlp",
        ModelFields = FieldGroup.Empty.With("width", 16.0).With("depth", 2.0),
    };

    // More examples than the network was trained on.
    private static readonly RunSpec Audit = new()
    {
        TrainSize = 60,
        TestSize = 20,
        Analysis = new()
        {
            Kind = LabelAuditReport.Kind,
            Fields = FieldGroup
                .Empty.With("auditPermutations", 99)
                .With("auditTraining", false)
                .With("auditBudget", 10)
                .With(LabelAuditOptions.FeaturesKey, $"{Guid.Empty}"),
        },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-units-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The output layer makes of the units what the network says of the examples as its training had them.</summary>
    [Theory]
    [InlineData("mlp", "width", 16, 16)]
    // Two paths that are put together.
    [InlineData("small-inception", "widthFactor", 0.05, 17)]
    [InlineData("small-alexnet", "widthFactor", 0.25, 48)]
    [InlineData("resnet-18", "width", 1, 8)]
    public void Units_are_those_that_the_output_layer_tells_classes_by(string model, string field, double size, int width)
    {
        var (device, data) = (ComputeDevice.Open("cpu", 1), TrainingRecord.Corrupt(Audit));
        var stored = Stored(Trained with { Model = model, ModelFields = FieldGroup.Empty.With(field, size) });
        using var control = new TrainingControl();
        var found = NetworkFeatures.Of(stored, new(Audit, data, device, new Deaf(), control));
        Assert.Equal((80, width, 60, 20), (found.Table.Rows, found.Table.Width, found.Rows.Train, found.Rows.Test));
        Assert.Contains("hides it", found.CannotSay, StringComparison.Ordinal);

        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        using var open = stored.Open(device);
        var output = open.Network.parameters().TakeLast(2).ToList();
        var units = torch.tensor(found.Table.Values, [80, width]);
        var told = units.matmul(output[0].t()) + output[1];
        Assert.EndsWith("after epoch 2, trained on Generated shapes", found.File, StringComparison.Ordinal);
        Same(open.Network.forward(open.Data.Train.Slice(0, 40)), told.narrow(0, 0, 40));
        Same(open.Network.forward(open.Data.Test.Slice(0, 20)), told.narrow(0, 60, 20));

        static void Same(torch.Tensor expected, torch.Tensor actual) =>
            Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-4f);
    }

    [Fact]
    public void An_audit_tells_examples_apart_by_them_and_says_by_which_network()
    {
        var report = Work(Stored(Trained));
        Assert.Equal((16, true, true), (report.Embeddings!.Width, report.Embeddings.IsNetwork, report.Embeddings.IsScorer));
        Assert.StartsWith(
            "16 units of a network's penultimate layer, mlp of run a run (",
            report.Scorer,
            StringComparison.Ordinal
        );
        var neighbours = report.Answers[0].Numbers.First(number => number.Name == "neighbours.share");
        Assert.Contains("by the penultimate layer", neighbours.Method, StringComparison.Ordinal);
        Assert.Contains(report.Answers[0].CannotSay, each => each.Contains("trained on these very labels", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_without_such_a_layer_is_one_sentence()
    {
        var linear = Stored(Trained with { Model = ModelName.Linear, ModelFields = FieldGroup.Empty });
        Assert.EndsWith(
            " gives no features: it has no layer of rectified units before its output.",
            Assert.Throws<TrainingFailedException>(() => Work(linear)).Message,
            StringComparison.Ordinal
        );
    }

    private static LabelAuditReport Work(StoredNetwork stored)
    {
        byte[]? kept = null;
        using var control = new TrainingControl { KeepReport = bytes => kept = bytes, Networks = [stored] };
        var (job, data) = (JobEntries.Own.Find(LabelAuditReport.Kind), TrainingRecord.Corrupt(Audit));
        job.Work(Audit, data, ComputeDevice.Open("cpu", 2), new Deaf(), control);
        return JsonSerializer.Deserialize<LabelAuditReport>(kept!, LabJson.Options)!;
    }

    private StoredNetwork Stored(RunSpec spec)
    {
        var path = Path.Combine(_folder, "a.checkpoint");
        using var control = new TrainingControl { KeepsFinal = true, Keep = (checkpoint, _) => CheckpointFile.Write(path, checkpoint) };
        TrainingRecord.Train(spec, control);
        var order = new NetworkOrder
        {
            RunId = Guid.NewGuid(),
            Name = "a run",
            Recipe = JsonSerializer.Serialize(spec, LabJson.Options),
            Checkpoint = path,
        };
        return Assert.Single(StoredNetwork.All([order], spec, TrainingRecord.Corrupt(spec)));
    }

    private sealed class Deaf : ITrainingObserver
    {
        public void Started(RunFacts facts) { }

        public void Points(IReadOnlyList<Contracts.Curves.Point> points) { }

        public void Advanced(RunProgress progress, RunResult? result) { }
    }
}
