using TorchSharp;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using WebLab.Training.Checkpoints;
using WebLab.Training.Models;
using WebLab.Training.Optimization;

namespace WebLab.Training.Tests.Optimization;

[Trait("Speed", "Slow")]
public sealed class TrainingPrecisionTests
{
    private static RunSpec Spec(string model) =>
        new()
        {
            Model = model,
            TrainSize = 64,
            TestSize = 20,
            BatchSize = 16,
            Epochs = 2,
            LearningRate = 0.01,
        };

    [Theory]
    [InlineData(ModelName.SmallInception)]
    [InlineData(ModelName.SmallAlexnet)]
    [InlineData(ModelName.Mlp3x512)]
    [InlineData(ModelName.Mlp1x512)]
    public void Losses_in_bfloat16_are_near_those_in_float32_and_not_the_same(string model)
    {
        if (RefusedHere(Spec(model)))
            return;
        var full = TrainingRecord.Train(Spec(model)).Values(Metric.StepLoss).ToList();
        var half = TrainingRecord.Train(Spec(model) with { Precision = PrecisionName.Bfloat16 }).Values(Metric.StepLoss).ToList();
        Assert.NotEqual(full, half);
        Assert.InRange(half[0] / full[0], 0.95, 1.05);
        // What was trained before in bfloat16 leaves nothing behind.
        Assert.Equal(full, TrainingRecord.Train(Spec(model)).Values(Metric.StepLoss));
    }

    [Fact]
    public void A_run_in_bfloat16_goes_on_from_its_checkpoint_to_the_last_bit()
    {
        var spec = Spec(ModelName.Mlp1x512) with { Precision = PrecisionName.Bfloat16 };
        if (RefusedHere(spec))
            return;
        var saved = new List<Checkpoint>();
        using var control = new TrainingControl
        {
            CheckpointInterval = TimeSpan.FromTicks(1),
            Keep = (checkpoint, _) => saved.Add(checkpoint),
        };
        var whole = TrainingRecord.Train(spec, control).Values(Metric.StepLoss).ToList();
        using var again = new TrainingControl { From = saved[2] };
        Assert.Equal(whole.Skip(3), TrainingRecord.Train(spec, again).Values(Metric.StepLoss));
    }

    /// <summary>Both of co-teaching's networks are cast: the second chooses what the first learns from.</summary>
    [Fact]
    public void A_peer_network_is_trained_in_the_recipes_precision_too()
    {
        var spec = Spec(ModelName.Mlp1x512) with { Precision = PrecisionName.Bfloat16 };
        if (RefusedHere(spec))
            return;
        using var precision = TrainingPrecision.Of(spec, ComputeDevice.Open("cpu", 1));
        using var scope = torch.NewDisposeScope();
        var images = torch.rand(4, 1, 28, 28);
        using var generator = new torch.Generator(1, torch.CPU);
        var network = Networks.Create(spec, new(28, 28, 1), generator);
        using var peer = precision.Peer(network);
        Assert.Equal(precision.Forward(network, images).data<float>().ToArray(), peer.forward(images).data<float>().ToArray());
        Assert.NotEqual(network.forward(images).data<float>().ToArray(), peer.forward(images).data<float>().ToArray());
        Assert.Equal(network.parameters().Count(), peer.parameters().Count());
    }

    [Fact]
    public void Tf32_on_a_processor_is_refused_with_a_sentence()
    {
        var error = Assert.Throws<TrainingFailedException>(() =>
            TrainingRecord.Train(Spec(ModelName.Linear) with { Precision = PrecisionName.Tf32 })
        );
        Assert.Equal("precision must be float32 or bfloat16 on a processor; it was tf32, which only GPUs have.", error.Message);
    }

    /// <summary>Whether this machine has no bfloat16, and says so.</summary>
    private static bool RefusedHere(RunSpec spec)
    {
        if (ProcessorFacts.HasBfloat16 && Autocast.Find(onGpu: false) is not null)
            return false;
        var error = Assert.Throws<TrainingFailedException>(() => TrainingRecord.Train(spec with { Precision = PrecisionName.Bfloat16 }));
        Assert.StartsWith("precision must be float32 on this", error.Message, StringComparison.Ordinal);
        return true;
    }
}
