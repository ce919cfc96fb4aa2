using WebLab.Client.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Client.Sweeps;

/// <summary>The words for a setting of a sweep.</summary>
public static class SettingTitle
{
    /// <summary>The fields that differ, but one that stands elsewhere and those that mean nothing here.</summary>
    public static string Of(SweptRuns runs, IReadOnlyList<RunSummary> setting, SpecField? leftOut = null) =>
        string.Join(
            ", ",
            from field in runs.Fields
            where field != leftOut
            let value = SweptRuns.Value(field, setting[0])
            where value is not null
            select Words(field, value)
        );

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
