using WebLab.Contracts.Specs;
using static TorchSharp.torch;

namespace WebLab.Training.Tests;

public sealed class TrainingDataTests
{
    private static readonly RunSpec Spec = new()
    {
        TrainSize = 100,
        TestSize = 40,
        Regularisers = new() { HoldOut = 0.2 },
    };

    [Fact]
    public void Held_out_images_are_training_images_that_are_not_trained_on()
    {
        using var scope = NewDisposeScope();
        using var data = Create(Spec);
        using var whole = Create(Spec with { Regularisers = new() });
        Assert.Equal((80, 20, 40), (data.Train.Count, data.HeldOut!.Count, data.Test.Count));

        var (trained, heldOut, all) = (Images(data.Train), Images(data.HeldOut), Images(whole.Train));
        Assert.Equal(100, all.Distinct().Count());
        Assert.Empty(trained.Intersect(heldOut));
        Assert.Equal(all.Order(), trained.Concat(heldOut).Order());
        Assert.Empty(Images(data.Test).Intersect(heldOut));
        Assert.Null(whole.HeldOut);
    }

    [Fact]
    public void Labels_follow_their_images_into_the_split()
    {
        using var scope = NewDisposeScope();
        var spec = Spec with { Corruption = new() { Kind = CorruptionKind.RandomLabels } };
        using var data = Create(spec);
        using var whole = Create(spec with { Regularisers = new() });
        var labels = Images(whole.Train)
            .Zip(whole.Train.GivenLabels.data<long>().ToArray())
            .ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.All(
            Images(data.HeldOut!).Zip(data.HeldOut!.GivenLabels.data<long>().ToArray()),
            pair => Assert.Equal(labels[pair.First], pair.Second)
        );
    }

    [Fact]
    public void The_realised_noise_rate_is_of_what_is_trained_on()
    {
        using var scope = NewDisposeScope();
        using var data = Create(Spec with { Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.4 } });
        var given = data.Train.GivenLabels.data<long>().ToArray();
        var wrong = given.Zip(data.Train.TrueLabels.data<long>().ToArray()).Count(pair => pair.First != pair.Second);
        Assert.Equal(wrong / 80.0, data.RealisedNoiseRate, 12);
    }

    [Fact]
    public void Accuracy_is_measured_on_centre_crops_whatever_augments()
    {
        using var scope = NewDisposeScope();
        using var plain = Create(Spec with { Regularisers = new() });
        using var cropped = Create(Spec with { Regularisers = new() { RandomCrop = true } });
        Assert.Equal(Images(plain.Train), Images(cropped.Train));
        Assert.Equal(Images(plain.Test), Images(cropped.Test));
    }

    private static TrainingData Create(RunSpec spec) => new(spec, TrainingRecord.Corrupt(spec), CPU);

    private static string[] Images(DeviceImages images)
    {
        var pixels = images.Slice(0, images.Count).contiguous();
        return [.. Enumerable.Range(0, images.Count).Select(i => string.Join(' ', pixels[i].data<float>().ToArray()))];
    }
}
