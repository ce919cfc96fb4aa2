using System.Globalization;
using WebLab.Contracts.Catalogue;

namespace WebLab.Science.Catalogue;

/// <summary>Whether a field says which values it takes, and starts from one of them.</summary>
internal static class FieldRange
{
    /// <summary>What is wrong, words that follow the field's name.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isAnalysis">Whether it is an analysis's, which may ask for a value and may take runs.</param>
    public static IEnumerable<string> Faults(FieldInfo field, bool isAnalysis)
    {
        switch (field.Type)
        {
            case FieldKind.Number or FieldKind.WholeNumber:
                if (Number(field, isAnalysis) is { } fault)
                    yield return fault;
                break;
            case FieldKind.Switch:
                if (field.Default is not ("true" or "false") && !MayAsk(field, isAnalysis))
                    yield return $"must have the default true or false; it was {Words(field.Default)}";
                break;
            case FieldKind.Choice:
                if (field.Choices is not { Count: > 0 })
                    yield return "must have choices";
                else if (!field.Choices.Contains(field.Default) && !MayAsk(field, isAnalysis))
                    yield return $"must have one of its choices as its default; it was {Words(field.Default)}";
                break;
            case FieldKind.Runs:
                if (!isAnalysis || field is not { Min: >= 1, Max: >= 1 })
                    yield return "takes runs, which only a field of an analysis does, from a least to a greatest number of them";
                break;
            case FieldKind.Text or FieldKind.LabelFile or FieldKind.Matrix:
                break;
            default:
                yield return $"is of the kind {field.Type}, which there is not";
                break;
        }
    }

    private static string? Number(FieldInfo field, bool isAnalysis)
    {
        var isWhole = field.Type == FieldKind.WholeNumber;
        var most = isWhole ? int.MaxValue : double.MaxValue;
        if (field.Min is not { } min || field.Max is not { } max || !(min <= max && min >= -most && max <= most))
            return string.Create(
                CultureInfo.InvariantCulture,
                $"must have a least and a greatest {(isWhole ? "whole number of 32 bits" : "number")}; they were {Words(field.Min)} and "
                    + $"{Words(field.Max)}"
            );
        if (MayAsk(field, isAnalysis))
            return null;
        var isNumber = double.TryParse(field.Default, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return isNumber && value >= min && value <= max && (!isWhole || Math.Truncate(value) == value)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"must have a default from {min} to {max}; it was {Words(field.Default)}");
    }

    private static bool MayAsk(FieldInfo field, bool isAnalysis) => isAnalysis && field.Default is null;

    private static string Words(string? text) => string.IsNullOrEmpty(text) ? "none" : text;

    private static string Words(double? number) => Words(number?.ToString(CultureInfo.InvariantCulture));
}
