using TorchSharp;
using WebLab.Contracts.Specs;
using WebLab.Training.Augmentation;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Augmentation;

public sealed class AugmentorTests : IDisposable
{
    private const int Count = 200;
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _rows = arange(Count);

    [Fact]
    public void Crops_are_drawn_anew_each_epoch_and_every_place_comes_up()
    {
        using var augmentor = Create(new() { RandomCrop = true });
        var first = Epoch(augmentor, 1);
        Assert.Equal([Count, 3, 28, 28], first.shape);
        Assert.False(Same(first, Epoch(augmentor, 2)));
        Assert.True(Same(first, Epoch(augmentor, 1)));

        var draws = AugmentationDraws.Draw(new(1), 1_000, 5, 5, CPU);
        Assert.Equal([0, 1, 2, 3, 4], draws.Top.data<long>().ToArray().Distinct().Order());
        Assert.Equal([0, 1, 2, 3, 4], draws.Left.data<long>().ToArray().Distinct().Order());
        Assert.InRange(draws.Flipped.sum().item<long>(), 430, 570);
        Assert.InRange(draws.Angle.abs().max().item<float>(), 0.98, 1);
    }

    [Fact]
    public void An_image_is_augmented_alike_in_whatever_batch_it_comes()
    {
        using var augmentor = Create(
            new()
            {
                RandomCrop = true,
                HorizontalFlip = true,
                Rotation = 25,
            }
        );
        var together = Epoch(augmentor, 3);
        Assert.True(
            allclose(together.index_select(0, tensor(new long[] { 7, 3 })), augmentor.Batch(tensor(new long[] { 7, 3 })), atol: 1e-5)
        );
    }

    [Fact]
    public void Turning_on_one_draw_leaves_the_others_as_they_were()
    {
        using var flipped = Create(new() { HorizontalFlip = true });
        using var turned = Create(new() { HorizontalFlip = true, Rotation = 1e-6 });
        Assert.True(allclose(Epoch(flipped, 1), Epoch(turned, 1), atol: 1e-2));
    }

    [Fact]
    public void Batches_are_whitened()
    {
        using var augmentor = Create(new() { Rotation = 25 });
        var values = Epoch(augmentor, 1).flatten(1);
        Assert.True(values.mean([1]).abs().max().item<float>() < 1e-4);
        Assert.True((values.square().mean([1]) - 1).abs().max().item<float>() < 1e-3);
    }

    public void Dispose() => _scope.Dispose();

    private static Augmentor Create(Regularisers regularisers)
    {
        var spec = new RunSpec
        {
            TrainSize = Count,
            TestSize = 10,
            Regularisers = regularisers,
        };
        var data = TrainingRecord.Corrupt(spec);
        return new(
            spec,
            new DeviceImages(data.Train, data.GivenLabels, data.TrueLabels, [.. Enumerable.Range(0, Count)], channelsLast: true, CPU)
        );
    }

    private Tensor Epoch(Augmentor augmentor, int epoch)
    {
        augmentor.BeginEpoch(epoch);
        return augmentor.Batch(_rows);
    }

    private static bool Same(Tensor a, Tensor b) => a.eq(b).all().item<bool>();
}
