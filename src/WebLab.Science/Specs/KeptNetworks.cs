using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Kernels;

namespace WebLab.Science.Specs;

/// <summary>The networks that a recipe keeps at epochs before its last: which epochs they are, and what they take of the disk.</summary>
public static class KeptNetworks
{
    /// <summary>The most of one run.</summary>
    public const int Most = 100;

    // A header, hashes, and the shapes of the layers.
    private const long OtherBytes = 2_000;

    /// <summary>
    /// The epochs at whose ends the network is kept, ascending and before the last, whose network is kept anyway: E^(i/N) for i = 0, 1,
    /// ..., rounded, of N networks over E epochs, each at least one after the one before. A network changes most in its first epochs.
    /// </summary>
    /// <param name="spec">A checked spec.</param>
    public static IReadOnlyList<int> Epochs(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Analysis is not null || spec.Model.IsKernel())
            return [];
        var count = Math.Min(spec.KeptNetworks, spec.Epochs - 1);
        var epochs = new List<int>();
        for (var i = 0; i < count; i++)
            epochs.Add(Math.Max((int)Math.Round(Math.Pow(spec.Epochs, (double)i / count)), epochs.LastOrDefault() + 1));
        return epochs;
    }

    /// <summary>About how many bytes they take together, their weights as float32; null where the network's size is not known.</summary>
    /// <param name="spec">A checked spec.</param>
    public static long? Bytes(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (Epochs(spec).Count is var count && count == 0)
            return 0;
        if (LabCatalogue.FindModel(spec.Model)?.Size is not { } size || DatasetFacts.Find(spec.Dataset) is not { } facts)
            return null;
        var shape = new InputShape(facts.InputHeight, facts.InputWidth, facts.Channels);
        return count * ((sizeof(float) * LabCatalogue.Count(size.Parameters, spec, shape, facts.Classes.Count)) + OtherBytes);
    }

    /// <summary>Why there is no room for what runs would keep: the first of them that is too much, and one sentence; null when there
    /// is.</summary>
    /// <param name="specs">The checked specs of a launch, in order.</param>
    /// <param name="room">Bytes that there are.</param>
    /// <param name="what">Who has so much, as in "the store has room for".</param>
    public static (int Index, SpecProblem Problem)? Refusal(IReadOnlyList<RunSpec> specs, long room, string what)
    {
        ArgumentNullException.ThrowIfNull(specs);
        var total = 0L;
        for (var i = 0; i < specs.Count; i++)
        {
            total += Bytes(specs[i]) ?? 0;
            if (total > room && specs[i].KeptNetworks > 0)
                return (
                    i,
                    new(
                        "keptNetworks",
                        Sentence.Of(
                            $"keptNetworks must be a number of networks that there is room for; with {specs[i].KeptNetworks} the "
                                + $"{(i == 0 ? "run" : $"first {i + 1:N0} runs")} would keep {total / 1e6:N1} MB, and {what} "
                                + $"{room / 1e6:N1} MB."
                        )
                    )
                );
        }
        return null;
    }
}
