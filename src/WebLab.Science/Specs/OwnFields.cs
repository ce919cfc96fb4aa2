using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Kernels;

namespace WebLab.Science.Specs;

/// <summary>
/// The fields that belong to a recipe's corruption, model or loss: which there are, what is wrong with them, and the one form in which they
/// are kept, without what stands at its default.
/// </summary>
public static class OwnFields
{
    /// <summary>The recipe without own fields that stand at their defaults; also without those of another corruption or model that do, as
    /// recipes from before fields belonged to one have them.</summary>
    /// <param name="spec">The recipe.</param>
    public static RunSpec Tidy(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var catalogue = LabCatalogue.Current;
        var corruption = Tidy(spec, spec.Corruption.Fields, FieldsOf(spec.Corruption), catalogue.Corruptions);
        var model = Tidy(spec, spec.ModelFields, FieldsOf(spec.Model), catalogue.Networks);
        var loss = Tidy(spec, spec.Loss.Fields, FieldsOf(spec.Loss), catalogue.Losses);
        var analysis = Tidy(spec, spec.Analysis);
        return
            corruption.Equals(spec.Corruption.Fields)
            && model.Equals(spec.ModelFields)
            && loss.Equals(spec.Loss.Fields)
            && ReferenceEquals(analysis, spec.Analysis)
            ? spec
            : spec with
            {
                Corruption = spec.Corruption with { Fields = corruption },
                ModelFields = model,
                Loss = spec.Loss with { Fields = loss },
                Analysis = analysis,
            };
    }

    /// <summary>The recipe with the extensions named that it comes from here and now.</summary>
    /// <param name="spec">The recipe.</param>
    public static RunSpec WithExtensions(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec with { Extensions = ExtensionsOf(spec) };
    }

    /// <summary>The extensions, with their versions, that a recipe comes from; null for none.</summary>
    /// <param name="spec">The recipe.</param>
    public static string? ExtensionsOf(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        string?[] names =
        [
            LabCatalogue.FindModel(spec.Model)?.Extension,
            LabCatalogue.FindCorruption(spec.Corruption.Kind)?.Extension,
            LabCatalogue.FindLoss(spec.Loss.Kind)?.Extension,
            LabCatalogue.FindAnalysis(spec.Analysis?.Kind)?.Extension,
            .. OfferedNetworks.Of(spec).Select(each => each.Network.Extension),
        ];
        var named = LabCatalogue.Current.Extensions.Where(each => names.Contains(each.Name)).Select(each => $"{each.Name} {each.Version}");
        var text = string.Join(", ", named.Order(StringComparer.Ordinal));
        return text.Length > 0 ? text : null;
    }

    /// <summary>The recipe without the fields that its corruption, model and loss have not, and a kernel without a network to start
    /// from or to keep.</summary>
    /// <param name="spec">The recipe.</param>
    public static RunSpec Drop(RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec with
        {
            Corruption = spec.Corruption with { Fields = Only(spec.Corruption.Fields, FieldsOf(spec.Corruption)) },
            ModelFields = Only(spec.ModelFields, FieldsOf(spec.Model)),
            Loss = spec.Loss with { Fields = Only(spec.Loss.Fields, FieldsOf(spec.Loss)) },
            StartFrom = spec.Model.IsKernel() ? null : spec.StartFrom,
            KeptNetworks = spec.Model.IsKernel() ? 0 : spec.KeptNetworks,
        };
    }

    /// <summary>The own fields of a recipe's corruption; none for one that there is not.</summary>
    /// <param name="corruption">The corruption.</param>
    public static IReadOnlyList<FieldInfo> FieldsOf(CorruptionSpec corruption) =>
        LabCatalogue.FindCorruption(corruption?.Kind)?.Fields ?? [];

    /// <summary>The own fields of a model; none for one that there is not.</summary>
    /// <param name="model">The id of the model.</param>
    public static IReadOnlyList<FieldInfo> FieldsOf(string model) => LabCatalogue.FindModel(model)?.Fields ?? [];

    /// <summary>The own fields of a loss; none for one that there is not.</summary>
    /// <param name="loss">The loss.</param>
    public static IReadOnlyList<FieldInfo> FieldsOf(LossSpec loss) => LabCatalogue.FindLoss(loss?.Kind)?.Fields ?? [];

    /// <summary>The own fields of an analysis; none for one that there is not.</summary>
    /// <param name="analysis">The analysis; null for a training.</param>
    public static IReadOnlyList<FieldInfo> FieldsOf(AnalysisSpec? analysis) => LabCatalogue.FindAnalysis(analysis?.Kind)?.Fields ?? [];

    /// <summary>A field of an analysis's own, its default where it is left out: a number, a switch or a text.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="key">The field, in camel case.</param>
    public static object? ValueOf(AnalysisSpec analysis, string key)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Fields.Get(key) ?? FieldsOf(analysis).Where(field => field.Key == key).Select(Standard).FirstOrDefault();
    }

    /// <summary>The number that a recipe's model has in a field of its own, its default where it is left out.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="key">The field, in camel case.</param>
    public static double NumberOf(RunSpec spec, string key)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.ModelFields.Number(key)
            ?? FieldsOf(spec.Model).Where(field => field.Key == key).Select(Standard).FirstOrDefault() as double?
            ?? throw new ArgumentException($"{spec.Model} has no field {key}.");
    }

    /// <summary>The number that a recipe's loss has in a field of its own, its default where it is left out.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="field">The field.</param>
    public static double LossNumber(RunSpec spec, FieldInfo field)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(field);
        return spec.Loss.Fields.Number(field.Key)
            ?? Standard(field, spec) as double?
            ?? throw new ArgumentException($"{field.Path} has no default.");
    }

    /// <summary>The recipe as it was written before a default could come from its corruption: without what stands at the default of its
    /// own.</summary>
    internal static RunSpec BeforeDefaultsFrom(RunSpec spec) =>
        spec with
        {
            Loss = spec.Loss with
            {
                Fields = FieldsOf(spec.Loss)
                    .Where(field => field.DefaultFrom is not null && Equals(spec.Loss.Fields.Get(field.Key), Standard(field)))
                    .Aggregate(spec.Loss.Fields, (fields, field) => fields.With(field.Key, null)),
            },
        };

    /// <summary>What is wrong with the own fields of a recipe whose names are known.</summary>
    internal static IEnumerable<SpecProblem> Problems(RunSpec spec) =>
        Problems("corruption", spec.Corruption.Kind, spec.Corruption.Fields, FieldsOf(spec.Corruption))
            .Concat(Problems("modelFields", spec.Model, spec.ModelFields, FieldsOf(spec.Model)))
            .Concat(Problems("loss", spec.Loss.Kind, spec.Loss.Fields, FieldsOf(spec.Loss)))
            .Concat(spec.Analysis is { } analysis ? Problems(analysis) : []);

    /// <summary>A field's default as a group holds it; null for one that must be given.</summary>
    internal static object? Standard(FieldInfo field) =>
        field switch
        {
            { Default: null } or { Type: FieldKind.Text or FieldKind.Runs, Default: "" } => null,
            { Type: FieldKind.Number or FieldKind.WholeNumber } => double.Parse(field.Default, CultureInfo.InvariantCulture),
            { Type: FieldKind.Switch } => field.Default == "true",
            _ => field.Default,
        };

    /// <summary>The same in a recipe, whose corruption may give it.</summary>
    internal static object? Standard(FieldInfo field, RunSpec spec) =>
        field.DefaultFrom is { } path && FieldsOf(spec.Corruption).FirstOrDefault(own => own.Path == path) is { } source
            ? Math.Clamp(
                spec.Corruption.Fields.Number(source.Key) ?? Standard(source) as double? ?? 0,
                field.Min ?? double.MinValue,
                field.Max ?? double.MaxValue
            )
            : Standard(field);

    private static IEnumerable<SpecProblem> Problems(AnalysisSpec analysis) =>
        LabCatalogue.FindAnalysis(analysis.Kind) is not null
            ? Problems("analysis", analysis.Kind, analysis.Fields, FieldsOf(analysis))
            :
            [
                new(
                    "analysis.kind",
                    $"analysis.kind must be one of {string.Join(", ", LabCatalogue.Analyses.Select(each => each.Id))}; it was "
                        + $"{(analysis.Kind.Length == 0 ? "empty" : Sentence.Shorten(analysis.Kind))}."
                ),
            ];

    private static AnalysisSpec? Tidy(RunSpec spec, AnalysisSpec? analysis) =>
        analysis is not null
        && Tidy(spec, analysis.Fields, FieldsOf(analysis), LabCatalogue.Analyses) is var tidy
        && !tidy.Equals(analysis.Fields)
            ? analysis with
            {
                Fields = tidy,
            }
            : analysis;

    private static IEnumerable<SpecProblem> Problems(string group, string owner, FieldGroup values, IReadOnlyList<FieldInfo> fields)
    {
        foreach (var name in values.Names.Where(name => fields.All(field => field.Key != name)))
        {
            var has = fields.Count == 0 ? "none" : string.Join(", ", fields.Select(field => field.Key));
            yield return new(
                $"{group}.{name}",
                $"{group}.{Sentence.Shorten(name)} must be left out for {owner}, whose own fields are {has}; "
                    + $"it was {Words(values.Get(name)!)}."
            );
        }
        foreach (var field in fields)
        {
            if (values.Get(field.Key) is not { } value)
            {
                if (field.Default is null)
                    yield return new(field.Path, $"{field.Path} must be given for {owner}.");
            }
            else if (!IsAllowed(field, value))
                yield return new(field.Path, $"{field.Path} must be {Allowed(field)}; it was {Words(value)}.");
        }
    }

    private static bool IsAllowed(FieldInfo field, object value) =>
        field.Type switch
        {
            FieldKind.Number => value is double number && number >= field.Min && number <= field.Max,
            FieldKind.WholeNumber => value is double number
                && number >= field.Min
                && number <= field.Max
                && Math.Truncate(number) == number,
            FieldKind.Switch => value is bool,
            FieldKind.Choice => value is string word && field.Choices.Contains(word),
            FieldKind.LabelFile or FieldKind.Text => value is string name && TextField.IsPlainFileName(name),
            // Rows and sums are the data set's to judge: SpecRules.
            FieldKind.Matrix => value is double[][],
            FieldKind.Runs => value is string text
                && RunReference.Parse(text) is { } named
                && named.Count >= field.Min
                && named.Count <= field.Max,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, null),
        };

    internal static string Allowed(FieldInfo field) =>
        field.Type switch
        {
            FieldKind.Number => string.Create(CultureInfo.InvariantCulture, $"a number from {field.Min} to {field.Max}"),
            FieldKind.WholeNumber => string.Create(CultureInfo.InvariantCulture, $"a whole number from {field.Min:N0} to {field.Max:N0}"),
            FieldKind.Switch => "true or false",
            FieldKind.Choice => $"one of {string.Join(", ", field.Choices)}",
            FieldKind.LabelFile or FieldKind.Text => TextField.AllowedNames,
            FieldKind.Matrix => "rows of numbers",
            FieldKind.Runs => string.Create(
                CultureInfo.InvariantCulture,
                $"{field.Min:N0} to {field.Max:N0} ids of runs with commas between them, each once"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, null),
        };

    private static string Words(object value) =>
        value switch
        {
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            bool on => on ? "true" : "false",
            string { Length: 0 } => "empty",
            string text => Sentence.Shorten(text),
            _ => "a matrix",
        };

    private static FieldGroup Tidy(RunSpec spec, FieldGroup values, IReadOnlyList<FieldInfo> fields, IEnumerable<DescriptorInfo> all)
    {
        foreach (var name in values.Names)
        {
            var own = fields.FirstOrDefault(field => field.Key == name);
            var isStandard = own is not null
                ? Equals(values.Get(name), Standard(own, spec))
                : all.Any(each => each.Fields.Any(field => field.Key == name && Equals(values.Get(name), Standard(field))));
            if (isStandard)
                values = values.With(name, null);
        }
        return values;
    }

    private static FieldGroup Only(FieldGroup values, IReadOnlyList<FieldInfo> fields) =>
        values.Names.Where(name => fields.All(field => field.Key != name)).Aggregate(values, (left, name) => left.With(name, null));
}
