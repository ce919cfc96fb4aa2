using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Catalogue;

/// <summary>The networks that an analysis trains for itself, with their own fields at the defaults: those that its fields name which offer
/// networks.</summary>
public static class OfferedNetworks
{
    private const string Parameters = "parameters",
        MultiplyAdds = "multiplyAdds",
        Kept = "kept",
        Largest = "largest",
        Seconds = "seconds";

    private static readonly string[] Numbers = [Parameters, MultiplyAdds, Kept, Largest, Seconds];

    /// <summary>Those that a recipe names, each with the field that names it; a field that stands at none of them names none.</summary>
    /// <param name="spec">The recipe.</param>
    public static IEnumerable<(FieldInfo Field, NetworkInfo Network)> Of(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        foreach (var field in OwnFields.FieldsOf(spec.Analysis).Where(field => field.OffersNetworks))
        {
            if (LabCatalogue.FindModel(OwnFields.ValueOf(spec.Analysis!, field.Key) as string) is { } network)
                yield return (field, network);
        }
    }

    /// <summary>Why a network cannot be trained on the examples of a data set, one sentence, or null.</summary>
    /// <param name="field">What names the network, for the sentence.</param>
    /// <param name="network">The network.</param>
    /// <param name="kind">What an example is.</param>
    /// <param name="rows">Rows of an image as a network gets it.</param>
    /// <param name="columns">Its columns; features of a row.</param>
    /// <param name="dataset">The data set's name.</param>
    public static string? Refusal(string field, NetworkInfo network, DatasetKind kind, int rows, int columns, string dataset)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (kind == DatasetKind.Images)
            return rows >= network.MinSide && columns >= network.MinSide
                ? null
                : Sentence.Of(
                    $"{field} must take images of {rows}x{columns}, those of {dataset}; {network.Id} takes "
                        + $"{network.MinSide}x{network.MinSide} and more."
                );
        return kind == DatasetKind.Features && network.TakesFeatures
            ? null
            : Sentence.Of($"{field} must take the {columns:N0} features of {dataset}; {network.Id} takes images only.");
    }

    /// <summary>The same of a data set that is known.</summary>
    /// <param name="field">What names the network, for the sentence.</param>
    /// <param name="network">The network.</param>
    /// <param name="facts">The data set.</param>
    public static string? Refusal(string field, NetworkInfo network, DatasetFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Refusal(field, network, facts.Kind, facts.InputHeight, facts.InputWidth, facts.Name);
    }

    /// <summary>Whether a name in a formula is a number of the network that a field names, such as <c>auditNetwork.parameters</c>, or
    /// <c>auditNetwork.seconds</c>, those of one thread that one example takes of a training step.</summary>
    /// <param name="fields">The fields of the formula's analysis.</param>
    /// <param name="name">The name.</param>
    internal static bool Has(IEnumerable<FieldInfo> fields, string name) =>
        fields.Any(field => field.OffersNetworks && Numbers.Any(number => name == $"{field.Key}.{number}"));

    /// <summary>That number; 0 where the field names no network.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="name">A name that <see cref="Has"/> knows.</param>
    /// <param name="shape">What the network takes in.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="seconds">The seconds of a training step of one example, of a recipe of the network alone.</param>
    internal static double NumberOf(RunSpec spec, string name, InputShape shape, int classes, Func<RunSpec, double> seconds)
    {
        var (field, network) = Of(spec).FirstOrDefault(each => name.StartsWith($"{each.Field.Key}.", StringComparison.Ordinal));
        if (network?.Size is not { } size)
            return 0;
        var training = spec with { Analysis = null, Model = network.Id, ModelFields = FieldGroup.Empty };
        return name[(field.Key.Length + 1)..] switch
        {
            Parameters => Count(size.Parameters),
            MultiplyAdds => Count(size.MultiplyAdds),
            Kept => Count(size.Kept),
            Largest => Count(size.Largest),
            Seconds => seconds(training),
            var other => throw new FormatException($"A network has no number {other}."),
        };

        double Count(string formula) => LabCatalogue.Count(formula, training, shape, classes);
    }
}
