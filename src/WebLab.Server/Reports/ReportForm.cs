using System.Text.Json;
using WebLab.Contracts;
using WebLab.Data;

namespace WebLab.Server.Reports;

/// <summary>
/// How the reports of one kind of analysis are told: as JSON, and as CSV for a spreadsheet. Those of a kind without one are told as their
/// worker kept them, and have no CSV. One stands in a file of its own and is found by its type; it needs a constructor without parameters.
/// </summary>
public abstract class ReportForm
{
    private static readonly DescriptorRegistry<ReportForm> Known = Find();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReportForm> All => Known.All;

    /// <summary>The id of the kind of analysis.</summary>
    public abstract string Kind { get; }

    public static ReportForm? Of(string kind) => Known.Find(kind);

    /// <summary>A report as a caller may see it.</summary>
    /// <param name="report">As its worker kept it; closed here unless it is what is given.</param>
    /// <param name="maySeeSet">Whether the caller may see its data set.</param>
    /// <returns>Null for a document that is none.</returns>
    public virtual Stream? Shown(Stream report, bool maySeeSet) => report;

    /// <summary>Every number of a report, a line each.</summary>
    public abstract IEnumerable<string> Lines(Stream report, bool maySeeSet);

    private static DescriptorRegistry<ReportForm> Find()
    {
        var forms = new DescriptorRegistry<ReportForm>("report form", form => form.Kind);
        forms.Add(typeof(ReportForm).Assembly);
        return forms;
    }
}

/// <summary>One of a report that tells the same to everybody.</summary>
public abstract class ReportForm<T>(string kind, Func<T, IEnumerable<string>> lines) : ReportForm
{
    public override string Kind => kind;

    public override IEnumerable<string> Lines(Stream report, bool maySeeSet) =>
        lines(JsonSerializer.Deserialize<T>(report, LabJson.Tolerant)!);
}
