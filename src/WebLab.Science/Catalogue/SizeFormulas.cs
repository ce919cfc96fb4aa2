using System.Globalization;
using WebLab.Contracts.Catalogue;

namespace WebLab.Science.Catalogue;

/// <summary>The formulas by which the queue and the form know how large a descriptor's work is.</summary>
internal static class SizeFormulas
{
    private const int Classes = 10;

    private static readonly InputShape Images = new(28, 28, 3);

    /// <summary>The first formula that cannot be worked out at the defaults, and why; null for none.</summary>
    /// <param name="info">Whose.</param>
    public static string? Fault(DescriptorInfo info)
    {
        foreach (var (name, formula) in Of(info))
        {
            try
            {
                if (NetworkSize.Count(formula, Images, Classes, word => Value(info, word)) is < 0 or long.MaxValue)
                    return $"no size by its formula {formula} of {name}";
            }
            catch (Exception error) when (error is FormatException or ArgumentException)
            {
                return $"the formula {formula} of {name}, which cannot be worked out: {error.Message.TrimEnd('.')}";
            }
        }
        return null;
    }

    private static IEnumerable<(string Name, string Formula)> Of(DescriptorInfo info) =>
        info switch
        {
            NetworkInfo { Size: { } size } =>
            [
                (nameof(size.Parameters), size.Parameters),
                (nameof(size.MultiplyAdds), size.MultiplyAdds),
                (nameof(size.Kept), size.Kept),
                (nameof(size.Largest), size.Largest),
            ],
            NetworkInfo { Features: { } features } => [(nameof(NetworkInfo.Features), features)],
            LossInfo loss => [(nameof(loss.State), loss.State)],
            JobInfo { IsAnalysis: true } job => [(nameof(job.Memory), job.Memory), (nameof(job.Seconds), job.Seconds)],
            _ => [],
        };

    private static double Value(DescriptorInfo info, string word)
    {
        if (info is LossInfo or JobInfo && word == "examples")
            return 1_000;
        if (info is JobInfo && word is "tests" or "whole" or "images" or "runs")
            return 1;
        // At its default such a field names none.
        if (info is JobInfo && OfferedNetworks.Has(info.Fields, word))
            return 0;
        if (info is not LossInfo && info.Fields.FirstOrDefault(field => field.Key == word) is { } field)
            return field.Type is FieldKind.Text or FieldKind.Runs ? 1
                : double.TryParse(field.Default, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"{word} is no number of {info.Id}");
        throw new FormatException($"{info.Id} has no {word}");
    }
}
