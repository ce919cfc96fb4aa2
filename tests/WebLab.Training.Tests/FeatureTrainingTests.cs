using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Science.Jobs;
using WebLab.Training.Jobs;

namespace WebLab.Training.Tests;

/// <summary>Rows of features are trained on by what takes them, and refused by what takes images.</summary>
public sealed class FeatureTrainingTests
{
    private const int Rows = 300,
        Width = 5;

    private static readonly DatasetFacts Facts = new("three-clouds", "Three clouds", "", Rows, Rows, 1, Width, 1, ["a", "b", "c"])
    {
        Kind = DatasetKind.Features,
        Columns = ["p", "q", "r", "s", "t"],
        IsOwn = true,
    };

    private static readonly RunSpec Spec = new()
    {
        Dataset = "three-clouds",
        TrainSize = Rows,
        BatchSize = 30,
        Epochs = 20,
        LearningRate = 0.1,
        Model = ModelName.Mlp1x512,
    };

    [Theory]
    [InlineData(ModelName.Mlp1x512, 0.95)]
    [InlineData(ModelName.Mlp3x512, 0.95)]
    [InlineData("mlp", 0.95)]
    [InlineData(ModelName.Linear, 0.8)]
    [InlineData(ModelName.LinearKernel, 0.6)]
    [InlineData(ModelName.GaussianKernel, 0.8)]
    public void Clouds_of_columns_in_units_that_differ_a_millionfold_are_told_apart(string model, double accuracy)
    {
        var record = Train(Spec with { Model = model });
        Assert.True(record.Last.TestAccuracy >= accuracy, $"{model}: {record.Last.TestAccuracy}");
    }

    [Fact]
    public void An_audit_groups_rows_by_the_values_that_people_know_not_by_those_that_networks_get()
    {
        var data = new Dataset(Facts, Clouds(1), Clouds(2));
        var spec = Spec with { Analysis = new() { Kind = "label-audit" } };
        var subject = LabelAuditSubject.Of(Facts.Title, Facts.Classes, Facts.Columns, Corruptor.Apply(spec, data, null), isFeatures: true);
        Assert.Equal(data.Train.Features, subject.Train.Features);
        Assert.Equal(data.Test.Features, subject.Test!.Features);
        // A training holds its rows once.
        Assert.Null(Corruptor.Apply(Spec, data, null).Rows);
    }

    [Fact]
    public void Random_labels_of_rows_are_fitted_and_tell_nothing_of_others()
    {
        var record = Train(
            Spec with
            {
                Epochs = 400,
                LearningRateDecay = 1,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
                StopWhenFitted = true,
                TrainSize = 60,
                BatchSize = 20,
            }
        );
        Assert.True(record.Last.TrainAccuracy >= 0.9, $"{record.Last.TrainAccuracy}");
        Assert.InRange(record.Last.TestAccuracy, 0.1, 0.65);
    }

    [Theory]
    [InlineData(ModelName.SmallAlexnet)]
    [InlineData(ModelName.SmallInception)]
    public void A_network_that_convolves_refuses_rows_with_a_sentence(string model)
    {
        var fault = Assert.Throws<TrainingFailedException>(() => Train(Spec with { Model = model, Epochs = 1 }));
        Assert.StartsWith($"model {model} must be given images", fault.Message, StringComparison.Ordinal);
    }

    private static TrainingRecord Train(RunSpec spec)
    {
        DatasetFacts.Add(Facts);
        var set = Corruptor.Apply(spec, new(Facts, Clouds(1), Clouds(2)), labelFolder: null);
        var record = new TrainingRecord();
        using var control = new TrainingControl(CancellationToken.None);
        JobEntries.Own.Find(JobKinds.Of(spec).Id).Work(spec, set, ComputeDevice.Open("cpu", 1), record, control);
        return record;
    }

    private static ImageSet Clouds(ulong seed)
    {
        var random = new Data.RandomStream(seed);
        var (features, labels) = (new float[Rows * Width], new byte[Rows]);
        for (var i = 0; i < Rows; i++)
        {
            labels[i] = (byte)random.NextInt(3);
            for (var j = 0; j < Width; j++)
                features[(i * Width) + j] = (float)(Math.Pow(10, 2 * j) * (random.NextGaussian() + (j % 3 == labels[i] ? 3 : 0)) + 100);
        }
        return new(Width, features, labels);
    }
}
