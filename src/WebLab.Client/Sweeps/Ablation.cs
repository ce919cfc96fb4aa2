using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;

namespace WebLab.Client.Sweeps;

/// <summary>A regulariser that a recipe has or has not, to be changed with all else as it is.</summary>
/// <param name="Name">In words, with the strength that it is turned on with.</param>
/// <param name="IsOn">Whether a recipe has it.</param>
/// <param name="Set">Turns it on or off.</param>
public sealed record Ablation(string Name, Func<RunSpec, bool> IsOn, Func<RunSpec, bool, RunSpec> Set)
{
    /// <summary>The regularisers of the paper and the two that are usual beside them.</summary>
    public static IReadOnlyList<Ablation> All { get; } =
    [
        new("weight decay 0.0005", spec => spec.WeightDecay > 0, (spec, on) => spec with { WeightDecay = on ? 5e-4 : 0 }),
        Of("random crop", own => own.RandomCrop, (own, on) => own with { RandomCrop = on }),
        Of("left-right flip", own => own.HorizontalFlip, (own, on) => own with { HorizontalFlip = on }),
        Of("rotation up to 25°", own => own.Rotation > 0, (own, on) => own with { Rotation = on ? 25 : 0 }),
        Of("dropout 0.5", own => own.Dropout > 0, (own, on) => own with { Dropout = on ? 0.5 : 0 }),
        Of("label smoothing 0.1", own => own.LabelSmoothing > 0, (own, on) => own with { LabelSmoothing = on ? 0.1 : 0 }),
        Of("early stopping on a held-out tenth", own => own.HoldOut > 0, (own, on) => own with { HoldOut = on ? 0.1 : 0 }),
        new(
            "batch normalisation",
            spec => LabCatalogue.FindModel(spec.Model)?.WithoutBatchNorm is not null,
            (spec, on) =>
                (on ? WithBatchNorm(spec) : LabCatalogue.FindModel(spec.Model)?.WithoutBatchNorm) is { } model
                    ? spec with
                    {
                        Model = model,
                    }
                    : spec
        ),
    ];

    /// <summary>What can be changed of a recipe.</summary>
    public static IEnumerable<Ablation> Of(RunSpec spec) =>
        spec.Model.IsKernel()
            ? []
            : All.Where(thing =>
                thing.Toggle(spec) is var changed && thing.IsOn(changed) != thing.IsOn(spec) && SpecCheck.Problems(changed).Count == 0
            );

    /// <summary>What alone makes one recipe of the other, the seed aside; null when more differs, or nothing.</summary>
    public static Ablation? Between(RunSpec first, RunSpec second) =>
        All.FirstOrDefault(thing => thing.IsOn(first) != thing.IsOn(second) && Alike(thing.Set(first, false), thing.Set(second, false)));

    public RunSpec Toggle(RunSpec spec) => Set(spec, !IsOn(spec));

    /// <summary>What a recipe becomes by it, for a button or a run's name: <c>with dropout 0.5</c>.</summary>
    public string Words(RunSpec spec) => IsOn(spec) ? $"without {Name.Split(" 0.")[0]}" : $"with {Name}";

    private static string? WithBatchNorm(RunSpec spec) =>
        LabCatalogue.Current.Networks.FirstOrDefault(network => network.WithoutBatchNorm == spec.Model)?.Id;

    private static Ablation Of(string name, Func<Regularisers, bool> isOn, Func<Regularisers, bool, Regularisers> set) =>
        new(name, spec => isOn(spec.Regularisers), (spec, on) => spec with { Regularisers = set(spec.Regularisers, on) });

    // Matrices are compared by reference in a record, so by what is written of them here.
    private static bool Alike(RunSpec first, RunSpec second) =>
        System.Text.Json.JsonSerializer.Serialize(first with { Seed = 0 }, LabJson.Options)
        == System.Text.Json.JsonSerializer.Serialize(second with { Seed = 0 }, LabJson.Options);
}
