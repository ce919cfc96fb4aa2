using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Kernels;
using WebLab.Science.Specs;

namespace WebLab.Science.Devices;

/// <summary>What the speed of a training depends on besides the device: runs of one class are as fast as each other.</summary>
public static class SizeClass
{
    // With how much of it, and how much each costs, is left open.
    private const string Augmented = ", augmented";

    /// <summary>Whether the trainer's pace is measured for a class: where images are augmented it is known of runs alone.</summary>
    /// <param name="network">The class in words.</param>
    public static bool IsMeasured(string network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return !network.EndsWith(Augmented, StringComparison.Ordinal);
    }

    /// <summary>The class in words, for example <c>mlp-1x512 on 28x28x3, batch 128, float32</c>; null for what is no training of a network
    /// that is known here.</summary>
    /// <param name="spec">The recipe.</param>
    public static string? Of(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (
            spec.Analysis is not null
            || spec.Model.IsKernel()
            || LabCatalogue.FindModel(spec.Model) is null
            || DatasetFacts.Find(spec.Dataset) is not { } facts
        )
            return null;
        var fields = OwnFields.Tidy(spec).ModelFields;
        var own = string.Concat(fields.Names.Select(name => Sentence.Of($" {name} {fields.Get(name)}")));
        var loss = spec.Loss.Kind == LossSpec.CrossEntropy ? "" : $", {spec.Loss.Kind}";
        var augmented = spec.Regularisers.Augments() ? Augmented : "";
        return Sentence.Of(
            $"{spec.Model}{own} on {facts.InputHeight}x{facts.InputWidth}x{facts.Channels}, "
                + $"batch {Math.Min(spec.BatchSize, spec.TrainSize)}, {spec.Precision}{loss}{augmented}"
        );
    }
}
