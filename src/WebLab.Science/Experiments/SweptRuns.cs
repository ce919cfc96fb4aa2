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
            .. SpecFields.All.Where(field =>
                field.Name != "seed" && inOrder.Select(run => Value(field, run)).OfType<string>().Distinct().Count() > 1
            ),
        ];
        Settings =
        [
            .. inOrder.GroupBy(run => string.Join('\n', Fields.Select(field => Value(field, run)))).Select(group => group.ToList()),
        ];
    }

    private SweptRuns(IReadOnlyList<SpecField> fields, IReadOnlyList<IReadOnlyList<RunSummary>> settings) =>
        (Fields, Settings) = (fields, settings);

    /// <summary>The same settings with later states of the same runs, whose recipes are what they were: reading them takes long.</summary>
    /// <param name="runs">The runs, in any order; one that is not among them stays as it is.</param>
    public SweptRuns With(IEnumerable<RunSummary> runs)
    {
        var later = runs.ToDictionary(run => run.Id);
        return new(Fields, [.. Settings.Select(setting => setting.Select(run => later.GetValueOrDefault(run.Id, run)).ToList())]);
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
        var values = Settings.Select(setting => Value(field, setting[0])).OfType<string>().Distinct();
        return IsNumber(field) ? [.. values.OrderBy(Number)] : [.. values];
    }

    /// <summary>A field's value in a run's recipe; null where it means nothing: random labels have no noise rate, and none of 0.</summary>
    /// <param name="field">The field.</param>
    /// <param name="run">The run.</param>
    public static string? Value(SpecField field, RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(run);
        return field.Applies(run.Spec) ? field.Read(run.Spec) : null;
    }

    /// <summary>Whether the field's values lie on a line.</summary>
    /// <param name="field">The field.</param>
    public static bool IsNumber(SpecField field) => field is NumberField or WholeNumberField;

    /// <summary>A value of such a field.</summary>
    /// <param name="value">As it is written.</param>
    public static double Number(string value) => double.Parse(value, CultureInfo.InvariantCulture);
}
