using System.Globalization;
using WebLab.Contracts.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Experiments;

/// <summary>Runs by what their recipes differ in; runs that differ in nothing but the seed are one setting.</summary>
public sealed class SweptRuns
{
    /// <summary>Sorts runs into settings.</summary>
    /// <param name="runs">The runs, in any order.</param>
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

    /// <summary>All of them, setting by setting.</summary>
    public IEnumerable<RunSummary> All => Settings.SelectMany(setting => setting);

    /// <summary>The values of a field among the runs: numbers rise, words stand in the order of the launch.</summary>
    /// <param name="field">One of the fields that differ.</param>
    public IReadOnlyList<string> Values(SpecField field)
    {
        var values = Settings.Select(setting => field.Read(setting[0].Spec)).Distinct();
        return IsNumber(field) ? [.. values.OrderBy(Number)] : [.. values];
    }

    /// <summary>Whether the field's values lie on a line.</summary>
    /// <param name="field">The field.</param>
    public static bool IsNumber(SpecField field) => field is NumberField or WholeNumberField;

    /// <summary>A value of such a field.</summary>
    /// <param name="value">As it is written.</param>
    public static double Number(string value) => double.Parse(value, CultureInfo.InvariantCulture);
}
