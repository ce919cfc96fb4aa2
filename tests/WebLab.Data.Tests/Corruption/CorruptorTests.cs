using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Specs;

namespace WebLab.Data.Tests.Corruption;

public sealed class CorruptorTests
{
    private static readonly Dataset Data = DatasetReader.Load(DatasetName.Generated, null, 300, 100);

    public static TheoryData<string> Kinds =>
        [
            .. Corruptions
                .All.Select(each => each.Id)
                .Where(kind => kind != CorruptionKind.FileLabels),
        ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_calls_give_the_same_bytes(string kind)
    {
        var (first, second) = (Corrupt(Spec(kind)), Corrupt(Spec(kind)));
        Assert.Equal(first.GivenLabelHash, second.GivenLabelHash);
        Assert.Equal(first.GivenLabels, second.GivenLabels);
        Assert.Equal(first.Train.Values, second.Train.Values);
        Assert.Equal(first.Test.Values, second.Test.Values);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Another_seed_gives_another_corruption(string kind)
    {
        var (first, second) = (Corrupt(Spec(kind)), Corrupt(Spec(kind) with { Seed = 2 }));
        Assert.Equal(
            kind != CorruptionKind.TrueLabels && !new CorruptionSpec { Kind = kind }.ChangesPixels(),
            !first.GivenLabels.SequenceEqual(second.GivenLabels)
        );
        Assert.Equal(new CorruptionSpec { Kind = kind }.ChangesPixels(), !first.Train.Values.SequenceEqual(second.Train.Values));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Test_labels_are_true(string kind) => Assert.Equal(Data.Test.Labels, Corrupt(Spec(kind)).TestLabels);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Realised_rate_and_mask_are_those_of_the_labels(string kind)
    {
        var set = Corrupt(Spec(kind));
        Assert.Equal(Data.Train.Labels, set.TrueLabels);
        for (var i = 0; i < set.TrueLabels.Length; i++)
            Assert.Equal(set.TrueLabels[i] != set.GivenLabels[i], set.Corrupted[i]);
        Assert.Equal(set.Corrupted.Count(corrupted => corrupted) / 300.0, set.RealisedNoiseRate);
        Assert.Equal(new CorruptionSpec { Kind = kind }.ChangesLabels(), set.RealisedNoiseRate > 0);
    }

    [Fact]
    public void Given_labels_are_fixed_for_ever() =>
        Assert.Equal("1ad60b8a0f43a815", Corrupt(Spec(CorruptionKind.RandomLabels)).GivenLabelHash[..16]);

    [Fact]
    public void Training_images_stay_as_stored_only_for_the_random_crop()
    {
        var spec = Spec(CorruptionKind.TrueLabels);
        Assert.Equal((28, 28), (Corrupt(spec).Train.Height, Corrupt(spec).Train.Width));
        var cropped = Corrupt(spec with { Regularisers = new() { RandomCrop = true } });
        Assert.Equal((32, 28), (cropped.Train.Height, cropped.Test.Height));
    }

    [Fact]
    public void First_labels_do_not_depend_on_the_training_size()
    {
        var spec = Spec(CorruptionKind.RandomLabels);
        Assert.Equal(Corrupt(spec).GivenLabels[..100], Corrupt(spec with { TrainSize = 100 }).GivenLabels);
    }

    private static CorruptedSet Corrupt(RunSpec spec) => Corruptor.Apply(spec, Data, labelFolder: null);

    private static RunSpec Spec(string kind)
    {
        var spec = CorruptedSpecs.Of(kind, new CorruptionSpec { Kind = kind }.HasNoiseRate() ? 0.4 : 0);
        var uniform = Enumerable.Range(0, 10).Select(_ => Enumerable.Repeat(0.1, 10).ToArray()).ToArray();
        return kind == CorruptionKind.TransitionMatrixLabels
            ? spec with
            {
                Corruption = spec.Corruption with { TransitionMatrix = uniform },
            }
            : spec;
    }
}
