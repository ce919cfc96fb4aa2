using System.Globalization;
using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Charts;

/// <summary>How charts are looked at, as the query of a page's address; what stands at its default is left out.</summary>
public static class ChartAddress
{
    // Ids begin with the time; their ends tell them apart.
    private const int IdLength = 8;

    /// <summary>So many recipes are shown until a person asks for more, where they cannot all be told apart: the newest, each with all of
    /// its seeds, since a mean is over a whole group.</summary>
    public const int Few = 10;

    // Named instead of the runs when none of many is hidden.
    private const string Everything = "all";

    public static IReadOnlyDictionary<string, object?> Of(
        ChartView view,
        IReadOnlyList<RunSummary> runs,
        HorizontalAxis axis = HorizontalAxis.Epoch
    )
    {
        var hidden = runs.Where(run => view.Hidden.Contains(run.Id)).ToList();
        var shown = runs.Except(hidden).ToList();
        var isUsual = UsuallyHidden(runs).ToHashSet().SetEquals(hidden.Select(run => run.Id));
        var isSolo = hidden.Count > shown.Count && shown.Count > 0;
        return new Dictionary<string, object?>
        {
            ["axis"] = view.Axis == axis ? null : Names<HorizontalAxis>.Of(view.Axis),
            ["logx"] = view.LogX ? "1" : null,
            ["log"] = view.Log.Count == 0 ? null : string.Join('~', view.Log.Order(StringComparer.Ordinal)),
            ["error"] = view.ShowsErrors ? "1" : null,
            ["charts"] = view.Added.Count == 0 ? null : string.Join('~', view.Added.Order(StringComparer.Ordinal)),
            ["outliers"] = view.IgnoresOutliers ? "0" : null,
            ["smooth"] = view.Smoothing == 0 ? null : Text(view.Smoothing),
            ["band"] = view.Band == SeedBand.None ? null : Names<SeedBand>.Of(view.Band),
            ["from"] = view.Range is { } range ? Text(range.From) : null,
            ["to"] = view.Range is { } same ? Text(same.To) : null,
            ["hide"] = isUsual || isSolo ? null : Ids(hidden),
            ["show"] =
                isUsual ? null
                : hidden.Count == 0 ? Everything
                : isSolo ? Ids(shown)
                : null,
        };
    }

    /// <summary>Looks at charts as an address says. A value that is none is passed over: the page still opens.</summary>
    public static void Apply(string uri, ChartView view, IReadOnlyList<RunSummary> runs)
    {
        var query = new AddressQuery(uri);
        var range = Number(query["from"]) is { } from && Number(query["to"]) is { } to && from < to ? (from, to) : ((double, double)?)null;
        view.Restore(
            Names<HorizontalAxis>.TryParse(query["axis"] ?? "", out var axis) ? axis : view.Axis,
            query["logx"] == "1",
            Parts(query["log"]),
            Number(query["smooth"]) ?? 0,
            Names<SeedBand>.TryParse(query["band"] ?? "", out var band) ? band : SeedBand.None,
            range,
            query["show"] is { } shown
                ? shown == Everything
                    ? []
                    : Matching(runs, shown, false)
                : query["hide"] is { } hidden
                    ? Matching(runs, hidden, true)
                    : UsuallyHidden(runs),
            query["outliers"] == "0",
            query["error"] == "1",
            Parts(query["charts"])
        );
    }

    private static IEnumerable<Guid> UsuallyHidden(IEnumerable<RunSummary> runs)
    {
        var groups = SeedGroups.By(runs.OrderByDescending(run => run.CreatedAt).ThenBy(run => run.Index)).ToList();
        return SeedGroups.CanAllBeTold(groups) ? [] : groups.Skip(Few).SelectMany(group => group).Select(run => run.Id);
    }

    private static IEnumerable<Guid> Matching(IEnumerable<RunSummary> runs, string ids, bool isNamed)
    {
        var named = Parts(ids).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return runs.Where(run => named.Contains(Short(run)) == isNamed).Select(run => run.Id);
    }

    private static string? Ids(List<RunSummary> runs) => runs.Count == 0 ? null : string.Join('~', runs.Select(Short));

    private static string Short(RunSummary run) => run.Id.ToString("N")[^IdLength..];

    private static string[] Parts(string? text) => (text ?? "").Split('~', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
