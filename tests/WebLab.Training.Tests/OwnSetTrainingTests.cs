using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Jobs;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;
using WebLab.Training.Jobs;

namespace WebLab.Training.Tests;

/// <summary>Every corruption, augmentation and kernel takes a set of one's own, of any size and shape, or is refused by a sentence that
/// says why.</summary>
public sealed class OwnSetTrainingTests : IDisposable
{
    private const int Count = 40;

    private static readonly string[] Classes = ["tabby", "manx", "sphynx"];

    private static readonly DatasetFacts Table = Facts("own-table", 1, 7, 1) with
    {
        Kind = DatasetKind.Features,
        Columns = ["a", "b", "c", "d", "e", "f", "g"],
    };

    private static readonly DatasetFacts[] All =
    [
        Table,
        Facts("own-grey", 9, 13, 1),
        Facts("own-colour", 37, 22, 3),
        Facts("own-tiny", 3, 5, 3),
    ];

    private static readonly Regularisers[] Augmentations =
    [
        new() { RandomCrop = true },
        new() { HorizontalFlip = true },
        new() { Rotation = 25 },
        new()
        {
            RandomCrop = true,
            HorizontalFlip = true,
            Rotation = 180,
            HoldOut = 0.2,
            Dropout = 0.5,
            LabelSmoothing = 0.1,
        },
    ];

    private readonly TemporaryFolder _folder = new();

    public OwnSetTrainingTests() => Array.ForEach(All, DatasetFacts.Add);

    public static TheoryData<string> Kinds => [.. Corruptions.All.Select(each => each.Id)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_corruption_is_shown_and_trained_with(string kind)
    {
        File.WriteAllBytes(_folder.File("given.u8"), [.. Enumerable.Range(0, Count).Select(i => (byte)((i % 4 == 0 ? i + 1 : i) % 3))]);
        foreach (var facts in All)
        {
            var spec = Spec(facts) with { Corruption = Corruption(kind) };
            if (facts == Table && spec.Corruption.ChangesPixels())
            {
                Assert.Equal("corruption.kind", Assert.Single(SpecCheck.Problems(spec)).Path);
                continue;
            }
            var preview = CorruptionPreviewer.Preview(spec, Data(facts), _folder.Path);
            Assert.Equal(Count, preview.ConfusionCounts.Sum(row => row.Sum()));
            Assert.Equal(facts != Table, preview.Sheet.Length > 0);
            Train(spec);
            // Pixels of a set that is not cropped may be cropped as they may be flipped.
            if (facts != Table)
                Train(spec with { Regularisers = Augmentations[^1] });
        }
    }

    [Fact]
    public void Every_augmentation_takes_images_of_any_size_and_no_rows()
    {
        foreach (var regularisers in Augmentations)
        {
            Assert.NotEmpty(SpecCheck.Problems(Spec(Table) with { Regularisers = regularisers }));
            foreach (var facts in All.Where(facts => facts != Table))
                Train(Spec(facts) with { Regularisers = regularisers });
        }
    }

    [Theory]
    [InlineData(ModelName.LinearKernel, 1)]
    [InlineData(ModelName.GaussianKernel, 1)]
    [InlineData(ModelName.GaborKernel, 4)]
    [InlineData(ModelName.RandomFeatures, 6)]
    public void A_kernel_takes_images_of_any_size_that_its_filters_fit_into(string model, int least)
    {
        foreach (var facts in All.Where(facts => facts != Table))
        {
            var spec = Spec(facts) with { Model = model };
            if (spec.Model.HasFilters())
                spec = spec with { Filters = 20 };
            if (facts.Height >= least && facts.Width >= least)
                Train(spec);
            else
                Assert.EndsWith(
                    $"those of {facts.Name}; {model} takes {least}x{least} and more.",
                    Assert.Single(SpecCheck.Problems(spec)).Message,
                    StringComparison.Ordinal
                );
        }
    }

    private static DatasetFacts Facts(string name, int height, int width, int channels) =>
        new(name, name, "", Count, 10, height, width, channels, Classes) { IsOwn = true };

    private static RunSpec Spec(DatasetFacts facts) =>
        new()
        {
            Dataset = facts.Name,
            TrainSize = Count,
            TestSize = 10,
            BatchSize = 15,
            Epochs = 1,
            Model = "mlp",
        };

    private static CorruptionSpec Corruption(string kind)
    {
        var corruption = new CorruptionSpec { Kind = kind };
        return kind switch
        {
            CorruptionKind.FileLabels => corruption with { LabelFile = "given.u8" },
            CorruptionKind.TransitionMatrixLabels => corruption with
            {
                TransitionMatrix =
                [
                    [0.5, 0.5, 0],
                    [0, 1, 0],
                    [0.3, 0.3, 0.4],
                ],
            },
            _ => corruption.HasNoiseRate() ? corruption with { NoiseRate = 0.4 } : corruption,
        };
    }

    private void Train(RunSpec spec)
    {
        Assert.Empty(SpecCheck.Problems(spec));
        var set = Corruptor.Apply(spec, Data(DatasetFacts.Of(spec.Dataset)), _folder.Path);
        var record = new TrainingRecord();
        using var control = new TrainingControl(CancellationToken.None);
        JobEntries.Own.Find(JobKinds.Of(spec).Id).Work(spec, set, ComputeDevice.Open("cpu", 1), record, control);
        Assert.InRange(record.Last.TestAccuracy, 0, 1);
    }

    private static Dataset Data(DatasetFacts facts) => new(facts, Examples(facts, facts.TrainCount), Examples(facts, facts.TestCount));

    private static ImageSet Examples(DatasetFacts facts, int count)
    {
        var random = new Data.RandomStream(1);
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % Classes.Length))];
        var values = Enumerable.Range(0, count * facts.Height * facts.Width * facts.Channels).Select(_ => random.NextInt(256));
        return facts.Kind == DatasetKind.Features
            ? new(facts.Width, [.. values.Select(value => (float)value)], labels)
            : new(facts.Height, facts.Width, facts.Channels, [.. values.Select(value => (byte)value)], labels);
    }
}
