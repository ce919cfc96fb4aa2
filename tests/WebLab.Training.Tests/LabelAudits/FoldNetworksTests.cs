using TorchSharp;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.LabelAudits;

public sealed class FoldNetworksTests
{
    private const int Count = 90,
        Width = 6;

    private static readonly FoldNetworkOptions Mlp = new(ModelName.Mlp1x512) { Folds = 3, Epochs = 2 };

    [Fact]
    public void Random_labels_that_networks_memorise_are_told_no_better_than_by_chance()
    {
        var subject = Clouds(apart: 0);
        var predictions = Predict(subject, Mlp with { Epochs = 60, LearningRate = 0.1 });
        Assert.True(predictions.Trained > 0.97, $"{predictions.Trained}");
        // Of 90 fair coins fewer than 27 or more than 63 fall one way in one case of 10,000.
        Assert.InRange(predictions.HeldOut.Sum(fold => fold.Told), 27, 63);
        Assert.Equal([30, 30, 30], predictions.HeldOut.Select(fold => fold.Count));
    }

    [Fact]
    public void Wrong_labels_of_clouds_are_the_first_suspects_of_an_audit_that_says_what_told_them()
    {
        var subject = Clouds(apart: 8);
        int[] given = [.. subject.Given];
        int[] wrong = [4, 40, 71];
        foreach (var index in wrong)
            given[index] = 1 - given[index];
        // A third class of two examples, fewer than folds.
        (given[10], given[20]) = (2, 2);
        subject.Test!.Labels[6] = (byte)(1 - subject.Test.Labels[6]);
        var report = LabelAuditor.Audit(
            subject with
            {
                Given = given,
                Classes = ["a", "b", "rare"],
            },
            new()
            {
                Permutations = 199,
                Tests = [LabelAuditTest.HeldOutPredictions],
                Networks = Mlp with { Epochs = 10, LearningRate = 0.02 },
            },
            ComputeDevice.Open("cpu", 2),
            _ => { },
            default
        );
        var rare = new[] { ("train", 10), ("train", 20) };
        Assert.Equal(
            [("test", 6), .. wrong.Select(index => ("train", index))],
            report.Suspects.Select(suspect => (suspect.Split, suspect.Index)).Except(rare).Take(4).Order()
        );
        Assert.StartsWith(
            "3 networks mlp-1x512, each trained for 10 epochs without the fold that it tells (",
            report.ScoredBy,
            StringComparison.Ordinal
        );
        var numbers = report.Answers[0].Numbers;
        var heldOut = numbers.Single(number => number.Name == "fold-networks.held-out");
        var test = numbers.Single(number => number is { Name: "held-out.share", Part: null });
        Assert.Equal((test.Value, test.Count), (heldOut.Value, heldOut.Count));
        Assert.StartsWith("mlp-1x512 trained on the other 2 of 3 folds", test.Method, StringComparison.Ordinal);
        Assert.Equal(
            ["fold 1", "fold 2", "fold 3"],
            numbers.Where(number => number.Name == "fold-networks.fold").Select(number => number.Part)
        );
        Assert.Equal(
            "mean of the 3 networks mlp-1x512, test labels permuted",
            numbers.Single(number => number.Name == "held-out.test").Method
        );
        Assert.Contains(report.Answers[0].CannotSay, limit => limit.Contains("labels of rare (2) are told", StringComparison.Ordinal));
        Assert.True(report.HasAssociation);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_leaves_no_tensor()
    {
        var subject = Clouds(apart: 2);
        var uncounted = Uncounted(3 * Mlp.Folds);
        var live = torch.Tensor.TotalCount;
        var (one, same, other) = (Predict(subject, Mlp, seed: 5), Predict(subject, Mlp, seed: 5), Predict(subject, Mlp, seed: 6));
        Assert.Equal(live + uncounted, torch.Tensor.TotalCount);
        Assert.Equal(one.Probabilities.Values.ToArray(), same.Probabilities.Values.ToArray());
        Assert.NotEqual(one.Probabilities.Values.ToArray(), other.Probabilities.Values.ToArray());
    }

    [Fact]
    public void A_network_that_convolves_tells_images_and_each_fold_and_epoch_is_told()
    {
        var subject = LabelAuditSubject.Of(DatasetReader.Load(DatasetName.Generated, null, 40, 10));
        var told = new List<(string Stage, double Share)>();
        var options = new FoldNetworkOptions(ModelName.SmallAlexnet) { Folds = 2, Epochs = 2 };
        var predictions = Predict(subject, options, told: (stage, share) => told.Add((stage, share)));
        Assert.Equal((50, 10), (predictions.Probabilities.Rows, predictions.Probabilities.Classes));
        predictions.Probabilities.Checked("the networks");
        Assert.Equal(
            ["Fold 1 of 2, epoch 1 of 2", "Fold 1 of 2, epoch 2 of 2", "Fold 2 of 2, epoch 1 of 2", "Fold 2 of 2, epoch 2 of 2"],
            told.Select(each => each.Stage).Distinct()
        );
        Assert.Equal(told.Select(each => each.Share).Order(), told.Select(each => each.Share));
    }

    [Fact]
    public void It_ends_before_the_next_step_and_leaves_no_tensor()
    {
        var subject = Clouds(apart: 2);
        using var source = new CancellationTokenSource();
        var uncounted = Uncounted(1);
        var live = torch.Tensor.TotalCount;
        var told = 0;
        Assert.Throws<OperationCanceledException>(() =>
            Predict(
                subject,
                Mlp with
                {
                    Epochs = 1_000,
                },
                told: (_, _) =>
                {
                    told++;
                    source.Cancel();
                },
                cancel: source.Token
            )
        );
        Assert.Equal(1, told);
        Assert.Equal(live + uncounted, torch.Tensor.TotalCount);
    }

    [Fact]
    public void What_networks_cannot_be_trained_on_is_refused_by_one_sentence()
    {
        var subject = Clouds(apart: 2);
        string Refused(FoldNetworkOptions options) =>
            Assert.Throws<TrainingFailedException>(() => Predict(subject, options)).Message;
        Assert.Equal(
            "network must take the 6 features of Clouds; small-alexnet takes images only.",
            Refused(new(ModelName.SmallAlexnet))
        );
        Assert.Equal("network must be one that this trainer has; it was linear-kernel.", Refused(new(ModelName.LinearKernel)));
        Assert.Equal(
            "folds must be at most 90, the training examples of Clouds; it was 100.",
            Refused(Mlp with { Folds = 100 })
        );
    }

    [Fact]
    public void Columns_of_any_unit_are_standardised_and_what_is_no_number_is_passed_over()
    {
        var subject = Clouds(apart: 6);
        for (var at = 0; at < subject.Train.Features!.Length; at += Width)
            subject.Train.Features[at] = 1e6f + (1e5f * subject.Train.Features[at]);
        subject.Train.Features[1] = float.NaN;
        var predictions = Predict(subject, Mlp with { Epochs = 10, LearningRate = 0.05 });
        Assert.True(predictions.HeldOut.Sum(fold => fold.Told) > 80, string.Join(", ", predictions.HeldOut));
    }

    [Fact]
    public void Test_examples_of_which_a_network_tells_no_number_end_it_with_a_sentence()
    {
        var subject = Clouds(apart: 2);
        subject.Test!.Features.AsSpan(3 * Width, Width).Fill(float.MaxValue);
        Assert.Equal(
            "The network of fold 1 tells what is no finite number of 1 of the 20 test examples: look for values far from those of the "
                + "training ones.",
            Assert.Throws<TrainingFailedException>(() => Predict(subject, Mlp)).Message
        );
    }

    /// <summary>What torch's count never forgets of networks that were made and disposed of: it counts what becomes a parameter
    /// twice.</summary>
    private static long Uncounted(int networks)
    {
        var live = torch.Tensor.TotalCount;
        for (var i = 0; i < networks; i++)
        {
            using var scope = torch.NewDisposeScope();
            using var generator = new torch.Generator(0, torch.CPU);
            using var network = Networks.Create(
                Networks.Find(Mlp.Network)!,
                InputShape.OfFeatures(Width),
                2,
                FieldGroup.Empty,
                new(0, generator),
                seed: 1
            );
        }
        return torch.Tensor.TotalCount - live;
    }

    private static FoldPredictions Predict(
        LabelAuditSubject subject,
        FoldNetworkOptions options,
        int seed = 1,
        Action<string, double>? told = null,
        CancellationToken cancel = default
    ) => new FoldNetworks(subject, options, seed, ComputeDevice.Open("cpu", 1), told ?? ((_, _) => { }), cancel).Predict();

    /// <summary>Two clouds, so far apart in the first two columns.</summary>
    private static LabelAuditSubject Clouds(double apart)
    {
        var random = new RandomStream(9);
        ImageSet Draw(int count)
        {
            byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt(2))];
            return new(
                Width,
                [
                    .. labels.SelectMany(label =>
                        Enumerable.Range(0, Width).Select(column => (float)(random.NextGaussian() + (column < 2 ? apart * label : 0)))
                    ),
                ],
                labels
            );
        }
        var (train, test) = (Draw(Count), Draw(20));
        return new("Clouds", ["a", "b"], train, Array.ConvertAll(train.Labels, label => (int)label))
        {
            Test = test,
            Columns = [.. Enumerable.Range(0, Width).Select(column => $"c{column}")],
        };
    }
}
