using WebLab.Client.Experiments;
using WebLab.Client.Sweeps;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using static WebLab.Client.Tests.Experiments.RunMaker;

namespace WebLab.Client.Tests.Sweeps;

public sealed class AblationTests
{
    private static readonly RunSpec Cifar = new()
    {
        Dataset = DatasetName.Cifar10,
        TrainSize = 1_000,
        Model = ModelName.SmallInception,
        LearningRate = 0.1,
    };

    [Fact]
    public void Every_regulariser_of_the_paper_can_be_changed_and_changed_back()
    {
        var things = Ablation.Of(Cifar).ToList();
        Assert.Equal(Ablation.All, things);
        Assert.All(things, thing => Assert.Equal(Cifar, thing.Toggle(thing.Toggle(Cifar))));
        Assert.All(things, thing => Assert.Equal(thing, Ablation.Between(Cifar, thing.Toggle(Cifar) with { Seed = 7 })));
    }

    [Fact]
    public void What_a_recipe_cannot_have_is_not_offered()
    {
        var names = Ablation
            .Of(new RunSpec { Dataset = DatasetName.Mnist, Model = ModelName.Mlp1x512 })
            .Select(thing => thing.Name)
            .ToList();
        Assert.Contains("random crop", names);
        Assert.DoesNotContain("batch normalisation", names);
        Assert.Empty(Ablation.Of(new RunSpec { Model = ModelName.GaussianKernel }));
        var crop = Ablation.All.Single(thing => thing.Name == "random crop");
        var shuffled = new RunSpec { Corruption = new() { Kind = CorruptionKind.ShuffledPixels } };
        Assert.DoesNotContain(crop, Ablation.Of(shuffled));
        Assert.Contains(crop, Ablation.Of(shuffled with { Dataset = DatasetName.Mnist }));
    }

    [Fact]
    public void Two_changes_are_not_one() => Assert.Null(Ablation.Between(Cifar, Cifar with { WeightDecay = 0.001, Momentum = 0 }));

    [Fact]
    public void A_draft_is_launched_twice_with_all_its_seeds()
    {
        var draft = new ExperimentDraft();
        draft.Repeat(2);
        var request = draft.ToRequest(Ablation.All[0]);
        Assert.Equal(
            ["as it is · seed 1", "as it is · seed 2", "with weight decay 0.0005 · seed 1", "with weight decay 0.0005 · seed 2"],
            request.Runs.Select(run => run.Name)
        );
        Assert.Equal([0, 0, 5e-4, 5e-4], request.Runs.Select(run => run.Spec.WeightDecay));
    }

    [Fact]
    public void The_difference_is_told_once_both_have_ended()
    {
        var before = Run(CorruptionKind.TrueLabels, 0, RunStatus.Completed, Result(1, 0.50));
        var after = Run(CorruptionKind.TrueLabels, 0, RunStatus.Completed, Result(0.9, 0.52), index: 1) with
        {
            Spec = Ablation.All[0].Toggle(before.Spec),
        };
        var difference = Difference.Of(new([before, after]))!;
        Assert.Equal(
            "With weight decay 0.0005 the test accuracy went from 50.0 % to 52.0 % (+2.0 points), the training accuracy by −10.0 points; "
                + "time to fit: 12 epochs before, 12 epochs after.",
            difference.Words()
        );
        Assert.Null(Difference.Of(new([before, after with { Status = RunStatus.Running }]))!.Words());
        Assert.Null(Difference.Of(new([before, after with { Spec = after.Spec with { Epochs = 7 } }])));
    }
}
