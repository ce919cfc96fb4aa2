using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Catalogue;

/// <summary>The fields that models have of their own, as fields of the recipe: one for each name, whichever models have it.</summary>
public static class ModelFields
{
    private const string Group = "modelFields.";

    /// <summary>Whether a field is a model's own.</summary>
    /// <param name="field">The field.</param>
    public static bool Is(SpecField field) => field?.Path.StartsWith(Group, StringComparison.Ordinal) == true;

    /// <summary>Whether a spec's model has the field.</summary>
    /// <param name="field">A model's own field.</param>
    /// <param name="spec">The spec.</param>
    public static bool Applies(SpecField field, RunSpec spec)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(spec);
        return LabCatalogue.FindModel(spec.Model)?.Fields.Any(own => own.Path == field.Path) == true;
    }

    /// <summary>The value of a field of the spec's model, its default where it is left out.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="name">In camel case.</param>
    public static double NumberOf(RunSpec spec, string name)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.ModelFields.Number(name)
            ?? DefaultOf(LabCatalogue.Model(spec.Model), name)
            ?? throw new ArgumentException($"{spec.Model} has no field {name}.");
    }

    /// <summary>A spec with another model, and of the fields of the one before those that the new one has too.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="model">The id.</param>
    public static RunSpec With(RunSpec spec, string model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var known = LabCatalogue.FindModel(model)?.Fields.Select(field => field.Path).ToHashSet();
        var kept = known is null
            ? spec.ModelFields
            : spec
                .ModelFields.Names.Where(name => !known.Contains(Group + name))
                .Aggregate(spec.ModelFields, (fields, name) => fields.With(name, null));
        return spec with { Model = model, ModelFields = kept };
    }

    /// <summary>The fields of a catalogue's models.</summary>
    /// <param name="catalogue">The catalogue.</param>
    internal static IEnumerable<SpecField> Of(CatalogueInfo catalogue) =>
        catalogue.Networks.SelectMany(model => model.Fields).GroupBy(field => field.Path).Select(Field);

    /// <summary>What is wrong with the model's own fields, each in one sentence.</summary>
    internal static IEnumerable<SpecProblem> Problems(RunSpec spec)
    {
        if (LabCatalogue.FindModel(spec.Model) is not { } model)
            yield break;
        foreach (var name in spec.ModelFields.Names)
        {
            var path = Group + name;
            var value = spec.ModelFields.Number(name) ?? double.NaN;
            var written = Sentence.Shown(string.Create(CultureInfo.InvariantCulture, $"{spec.ModelFields.Get(name)}"));
            if (model.Fields.FirstOrDefault(field => field.Path == path) is not { } field)
                yield return new(path, $"{path} must be left out for {model.Id}, which has no such field; it was {written}.");
            else if (!(value >= field.Min && value <= field.Max) || (field.Type == FieldType.WholeNumber && value != Math.Floor(value)))
                yield return new(path, Sentence.Of($"{path} must be {Allowed(field)} for {model.Id}; it was {written}."));
        }
    }

    private static SpecField Field(IGrouping<string, FieldInfo> same)
    {
        var (first, path) = (same.First(), same.Key);
        var name = path[Group.Length..];
        var (min, max) = (same.Min(field => field.Min) ?? double.MinValue, same.Max(field => field.Max) ?? double.MaxValue);
        return same.All(field => field.Type == FieldType.WholeNumber)
            ? new WholeNumberField(
                first.Name,
                path,
                first.Label,
                first.Help,
                spec => (int)Get(spec),
                (spec, v) => Set(spec, v),
                (int)min,
                (int)max
            )
            : new NumberField(first.Name, path, first.Label, first.Help, Get, Set, min, max);

        double Get(RunSpec spec) => spec.ModelFields.Number(name) ?? Default(spec);

        RunSpec Set(RunSpec spec, double value) =>
            spec with
            {
                ModelFields = spec.ModelFields.With(name, value == Default(spec) ? null : value),
            };

        double Default(RunSpec spec) => DefaultOf(LabCatalogue.FindModel(spec.Model), name) ?? Number(first);
    }

    private static double? DefaultOf(NetworkInfo? model, string name) =>
        model?.Fields.FirstOrDefault(field => field.Path == Group + name) is { } field ? Number(field) : null;

    private static double Number(FieldInfo field) => double.Parse(field.Default ?? "0", CultureInfo.InvariantCulture);

    private static string Allowed(FieldInfo field) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(field.Type == FieldType.WholeNumber ? "a whole number" : "a number")} from {field.Min:#,0.######} to {field.Max:#,0.######}"
        );
}
