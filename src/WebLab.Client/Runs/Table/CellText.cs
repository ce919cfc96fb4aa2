using System.Globalization;
using WebLab.Client.Layout;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs.Table;

/// <summary>A field as a person reads it, from what the server sent of it.</summary>
public static class CellText
{
    private const string None = "–";

    /// <summary>The text of a cell; a best value carries its epoch.</summary>
    public static string Of(RunField field, string? value, string? epoch = null)
    {
        if (value is null)
            return None;
        var text =
            field is NumberRunField number ? Number(number, Parse(value))
            : field is TimeRunField ? value[..16]
            : value;
        return epoch is null ? text : $"{text} @ {epoch}";
    }

    public static string Number(NumberRunField field, double? value) =>
        field switch
        {
            { IsShare: true } => Format.Percent(value),
            { Name: "seed" or "epochs" or "epoch" } => value is { } whole ? whole.ToString("0", CultureInfo.InvariantCulture) : None,
            _ => Format.Number(value),
        };

    private static double? Parse(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
