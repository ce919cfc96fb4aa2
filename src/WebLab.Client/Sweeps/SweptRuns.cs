using WebLab.Client.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Specs;

namespace WebLab.Client.Sweeps;

/// <summary>Runs by what their recipes differ in; runs that differ in nothing but the seed are one setting.</summary>
public sealed class SweptRuns
{
    public SweptRuns(IReadOnlyList<RunSummary> runs)
    {
        var inOrder = runs.OrderBy(run => run.Index).ToList();
        Fields =
        [
            .. SpecFields.All.Where(field => field.Name != "seed" && inOrder.Select(run => field.Read(run.Spec)).Distinct().Count() > 1),
        ];
        Settings =
        [
            .. inOrder.GroupBy(run => string.Join('\n', Fields.Select(field => field.Read(run.Spec)))).Select(group => group.ToList()),
        ];
    }

    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<SpecField> Fields { get; }

    /// <summary>The runs of each setting, in the order of the launch.</summary>
    public IReadOnlyList<IReadOnlyList<RunSummary>> Settings { get; }

    /// <summary>The values of a field among the runs: numbers rise, words stand in the order of the launch.</summary>
    public IReadOnlyList<string> Values(SpecField field)
    {
        var values = Settings.Select(setting => field.Read(setting[0].Spec)).Distinct();
        return IsNumber(field) ? [.. values.OrderBy(Number)] : [.. values];
    }

    /// <summary>A setting in words: the fields that differ, but one that stands elsewhere.</summary>
    public string NameOf(IReadOnlyList<RunSummary> setting, SpecField? leftOut = null) =>
        string.Join(", ", Fields.Where(field => field != leftOut).Select(field => Words(field, field.Read(setting[0].Spec))));

    public static bool IsNumber(SpecField field) => field is NumberField or WholeNumberField;

    public static double Number(string value) => double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A value as it stands by itself: choices have words of their own.</summary>
    public static string Value(SpecField field, string value) =>
        field is SwitchField
            ? value == "true"
                ? "on"
                : "off"
            : field is IChoiceField
                ? ChoiceTitle.Of(field, value)
                : value;

    private static string Words(SpecField field, string value) =>
        field is IChoiceField and not SwitchField ? Value(field, value) : $"{field.Label.ToLowerInvariant()} {Value(field, value)}";
}
