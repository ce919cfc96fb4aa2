using WebLab.Contracts.Paper;
using WebLab.Science.Paper;

namespace WebLab.Client.Paper;

/// <summary>A table's rows as spans from the test value to the training value, one hue a network.</summary>
internal static class PaperStrips
{
    public static IReadOnlyList<(int Hue, double? From, double? To)> Of(PaperItem item)
    {
        var networks = item.Rows.Select(Network).Distinct().ToList();
        return
        [
            .. item.Rows.Select(row =>
            {
                var values = row
                    .Published.Where(value => MeasureText.IsShare(value.Measure) || value.Measure == PaperMeasure.RademacherComplexity)
                    .Select(value => value.Value)
                    .OrderBy(value => value)
                    .ToList();
                return (networks.IndexOf(Network(row)), values.FirstOrDefault(), values.Count > 1 ? values[^1] : null);
            }),
        ];
    }

    public static string Network(PaperRow row) => row.Name.Split(" · ")[0];
}
