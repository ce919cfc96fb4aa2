using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Tests.Preprocessing;

public sealed class StandardisingTests
{
    private static readonly DatasetFacts Facts = new("rows", "Rows", "", 6, 2, 1, 3, 1, ["a", "b"])
    {
        Kind = DatasetKind.Features,
        Columns = ["x", "same", "large"],
        IsOwn = true,
    };

    private static readonly Dataset Rows = new(
        Facts,
        new(3, [1, 7, 1e6f, 2, 7, 2e6f, 3, 7, 3e6f, 4, 7, 4e6f, 5, 7, 5e6f, 6, 7, 6e6f], [0, 1, 0, 1, 0, 1]),
        new(3, [3.5f, 9, 3.5e6f, 6, 7, 0], [1, 0])
    );

    [Fact]
    public void Columns_have_mean_nought_and_deviation_one_over_the_training_rows_and_test_rows_follow()
    {
        var set = Corruptor.Apply(Spec(CorruptionKind.TrueLabels), Rows, null);
        var first = Column(set.Train, 0);
        Assert.Equal(0, first.Average(), 1e-6);
        Assert.Equal(1, Math.Sqrt(first.Average(value => value * value)), 1e-6);
        Assert.Equal(first, Column(set.Train, 2), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.All(Column(set.Train, 1), value => Assert.Equal(0, value));
        // The middle of the training rows, and one like the last of them.
        Assert.Equal([0, first[5]], Column(set.Test, 0), (a, b) => Math.Abs(a - b) < 1e-6);
        // A column that tells nothing in training says nothing of a test row either.
        Assert.Equal(0, Column(set.Test, 1)[0]);
    }

    [Theory]
    [InlineData(CorruptionKind.RandomLabels)]
    [InlineData(CorruptionKind.SymmetricLabels)]
    [InlineData(CorruptionKind.PairFlipLabels)]
    [InlineData(CorruptionKind.InstanceDependentLabels)]
    public void Labels_of_rows_are_corrupted_as_those_of_images(string kind)
    {
        var rows = new Dataset(
            Facts with
            {
                TrainCount = 400,
            },
            new(3, [.. Enumerable.Range(0, 1_200).Select(i => i * 7 % 13f)], new byte[400]),
            Rows.Test
        );
        var spec = Spec(kind) with { TrainSize = 400 };
        var (once, again) = (Corruptor.Apply(spec, rows, null), Corruptor.Apply(spec, rows, null));
        Assert.Equal(once.GivenLabelHash, again.GivenLabelHash);
        Assert.InRange(once.RealisedNoiseRate, 0.1, 0.9);
    }

    [Fact]
    public void A_preview_of_rows_has_labels_and_no_pictures()
    {
        var preview = CorruptionPreviewer.Preview(Spec(CorruptionKind.RandomLabels), Rows, null);
        Assert.Empty(preview.Sheet);
        Assert.Equal(6, preview.ConfusionCounts.Sum(row => row.Sum()));
    }

    private static RunSpec Spec(string kind) =>
        new()
        {
            Dataset = "rows",
            TrainSize = 6,
            Corruption = new() { Kind = kind, NoiseRate = kind is CorruptionKind.TrueLabels or CorruptionKind.RandomLabels ? 0 : 0.4 },
        };

    private static double[] Column(PixelSet set, int column) =>
        [.. Enumerable.Range(0, set.Count).Select(row => (double)set.Image(row)[column])];
}
