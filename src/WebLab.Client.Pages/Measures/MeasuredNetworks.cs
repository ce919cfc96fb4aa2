using WebLab.Client.Charts;
using WebLab.Contracts;
using WebLab.Contracts.Measures;

namespace WebLab.Client.Measures;

/// <summary>The networks of a report, told apart where some are of one run or one training.</summary>
internal static class MeasuredNetworks
{
    /// <summary>How a network stands in an address: its run, and its epoch where the report has several of the run.</summary>
    public static string Key(this MeasuresReport report, MeasuredRun network) =>
        report.IsAlone(network) ? $"{network.RunId}" : Sentence.Of($"{network.RunId}:{network.Epoch}");

    /// <summary>The network of an address; the first where there is none of it.</summary>
    public static MeasuredRun Find(this MeasuresReport report, string? key) =>
        report.Runs.FirstOrDefault(network => report.Key(network) == key)
        ?? report.Runs.FirstOrDefault(network => network.RunId.ToString() == key)
        ?? report.Runs[0];

    /// <summary>Its name, and its epoch where another has the name too.</summary>
    public static string Named(this MeasuresReport report, MeasuredRun network) =>
        report.Runs.Count(other => other.Name == network.Name) == 1
            ? network.Name
            : Sentence.Of($"{network.Name}, epoch {network.Epoch}");

    /// <summary>Its hue: that of its run, or of its place where the report has several of the run.</summary>
    public static int Hue(this MeasuresReport report, MeasuredRun network)
    {
        var place = report.Runs.ToList().IndexOf(network);
        return report.IsAlone(network) ? RunPalette.HueOf(network.RunId, place) : place % RunPalette.Hues;
    }

    /// <summary>The networks of each training that stand in two epochs or more, the earliest first.</summary>
    public static IReadOnlyList<IReadOnlyList<MeasuredRun>> OverEpochs(this MeasuresReport report) =>
        [
            .. report
                .Runs.GroupBy(network => network.Training ?? $"{network.RunId}")
                .Select(IReadOnlyList<MeasuredRun> (training) =>
                    [.. training.OrderBy(network => network.Step).DistinctBy(network => network.Step)]
                )
                .Where(training => training.DistinctBy(network => network.Epoch).Count() > 1),
        ];

    private static bool IsAlone(this MeasuresReport report, MeasuredRun network) =>
        report.Runs.Count(other => other.RunId == network.RunId) == 1;
}
