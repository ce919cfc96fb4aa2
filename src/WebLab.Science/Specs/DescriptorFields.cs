using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Specs;

/// <summary>The fields that corruptions and models bring, each once.</summary>
internal static class DescriptorFields
{
    // Several corruptions share a field such as the noise rate: it is one option, one column, one axis.
    public static IEnumerable<SpecField> Of(
        IEnumerable<DescriptorInfo> owners,
        Func<RunSpec, string> owner,
        Func<RunSpec, FieldGroup> get,
        Func<RunSpec, FieldGroup, RunSpec> set
    ) =>
        owners
            .SelectMany(each => each.Fields, (each, field) => (each.Id, Field: field))
            .Where(own => own.Field.Type != FieldKind.Matrix)
            .GroupBy(own => own.Field.Name)
            .Select(own =>
            {
                var of = own.GroupBy(each => each.Id).ToDictionary(each => each.Key, each => each.First().Field);
                var first = own.First().Field;
                var widest = first with { Min = own.Min(each => each.Field.Min), Max = own.Max(each => each.Field.Max) };
                return Of(widest, spec => of.GetValueOrDefault(owner(spec), first), get, set) with
                {
                    Applies = spec => of.ContainsKey(owner(spec)),
                    IsOwn = true,
                    Suggested = first.Suggested,
                    IsLeftOut = first.DefaultFrom is null ? null : spec => get(spec).Get(first.Key) is null,
                };
            });

    // The range is the widest of those that share it; the default is the one of the recipe's own corruption or model.
    private static SpecField Of(
        FieldInfo field,
        Func<RunSpec, FieldInfo> of,
        Func<RunSpec, FieldGroup> get,
        Func<RunSpec, FieldGroup, RunSpec> set
    )
    {
        var (name, path, label, help, key) = (field.Name, field.Path, field.Label, field.Help, field.Key);
        object Standard(RunSpec spec) => OwnFields.Standard(of(spec), spec)!;
        // What is set stays where the default may move: a sweep of the corruption's field would take it along.
        RunSpec Put(RunSpec spec, object? value) =>
            set(spec, get(spec).With(key, of(spec).DefaultFrom is null && Equals(value, OwnFields.Standard(of(spec))) ? null : value));
        return field.Type switch
        {
            FieldKind.Number => new NumberField(
                name,
                path,
                label,
                help,
                spec => get(spec).Number(key) ?? (double)Standard(spec),
                (spec, value) => Put(spec, value),
                field.Min!.Value,
                field.Max!.Value
            ),
            FieldKind.WholeNumber => new WholeNumberField(
                name,
                path,
                label,
                help,
                spec => (int)(get(spec).Number(key) ?? (double)Standard(spec)),
                (spec, value) => Put(spec, (double)value),
                (int)field.Min!.Value,
                (int)field.Max!.Value
            ),
            FieldKind.Switch => new SwitchField(
                name,
                path,
                label,
                help,
                spec => get(spec).Switch(key) ?? (bool)Standard(spec),
                (spec, value) => Put(spec, value)
            ),
            FieldKind.Choice => new NameField(
                name,
                path,
                label,
                help,
                spec => get(spec).Text(key) ?? (string)Standard(spec),
                (spec, value) => Put(spec, value),
                () => field.Choices
            ),
            FieldKind.LabelFile or FieldKind.Text => new TextField(
                name,
                path,
                label,
                help,
                spec => get(spec).Text(key),
                (spec, value) => Put(spec, value)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, null),
        };
    }
}
