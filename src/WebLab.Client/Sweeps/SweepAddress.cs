using WebLab.Client.Charts;
using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;

namespace WebLab.Client.Sweeps;

/// <summary>How a sweep's figure is looked at, as the query of the page's address: a link shows what was seen.</summary>
/// <param name="Over">The field along the horizontal axis.</param>
/// <param name="Measure">The measure along the vertical one.</param>
/// <param name="Spread">What stands around the means.</param>
/// <param name="Without">The short ids of runs that are left out.</param>
public sealed record SweepAddress(string Over, string Measure, SeedBand Spread, IReadOnlyList<string> Without)
{
    private const int IdLength = 8;

    /// <summary>Reads an address; what is not understood stands at its default.</summary>
    public static SweepAddress Of(string uri, SweptRuns runs)
    {
        var query = new AddressQuery(uri);
        var over = runs.Fields.FirstOrDefault(field => field.Name == query["over"]) ?? Usual(runs);
        return new(
            over?.Name ?? "",
            RunFields.Measures.FirstOrDefault(measure => measure.Name == query["measure"])?.Name ?? UsualMeasure(runs),
            Names<SeedBand>.TryParse(query["spread"] ?? "", out var spread) && spread != SeedBand.None ? spread : SeedBand.Deviation,
            (query["without"] ?? "").Split('~', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    public IReadOnlyDictionary<string, object?> Query(SweptRuns runs) =>
        new Dictionary<string, object?>
        {
            ["over"] = Over == Usual(runs)?.Name ? null : Over,
            ["measure"] = Measure == UsualMeasure(runs) ? null : Measure,
            ["spread"] = Spread == SeedBand.Deviation ? null : Names<SeedBand>.Of(Spread),
            ["without"] = Without.Count == 0 ? null : string.Join('~', Without),
        };

    public bool LeavesOut(RunSummary run) => Without.Contains(IdOf(run), StringComparer.OrdinalIgnoreCase);

    /// <summary>Ids begin with the time; their ends tell them apart.</summary>
    public static string IdOf(RunSummary run) => run.Id.ToString("N")[^IdLength..];

    // Of random labels nothing is learned; what there is to see is whether they were fitted.
    private static string UsualMeasure(SweptRuns runs) => CapacityThreshold.HaveRandomLabels(runs) ? "train.acc" : "test.acc";

    // A number of which there are several; else whatever has the most values.
    private static Science.Specs.SpecField? Usual(SweptRuns runs) =>
        runs.Fields.MaxBy(field => (runs.Values(field).Count > 2 && SweptRuns.IsNumber(field), runs.Values(field).Count));
}
