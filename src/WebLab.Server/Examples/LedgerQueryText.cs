using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Data.Examples;

namespace WebLab.Server.Examples;

/// <summary>Reads which examples of a ledger are asked for.</summary>
internal static class LedgerQueryText
{
    /// <returns>What is wrong, one sentence; null for nothing.</returns>
    public static string? Read(
        RunSummary run,
        ExampleLedger ledger,
        string sort,
        bool descending,
        string show,
        int? givenClass,
        int? trueClass,
        string? indices,
        string? range,
        out LedgerQuery query
    )
    {
        query = new();
        if (sort != LedgerColumn.Index && ledger.Values(sort) is null)
            return NoColumn("sort", sort, ledger);
        var shows = LedgerShows.Of(ledger.Split);
        if (!Names<LedgerShow>.TryParse(show, out var shown) || !shows.Contains(shown))
            return $"show must be {string.Join(", ", shows.Select(Names<LedgerShow>.Of))}; it was {Sentence.Shorten(show)}.";
        var classes = DatasetFacts.Of(run.Spec.Dataset).Classes.Count;
        foreach (var (field, label) in new[] { ("givenClass", givenClass), ("trueClass", trueClass) })
        {
            if (label is { } named && (named < 0 || named >= classes))
                return $"{field} must be 0 to {classes - 1}; it was {named}.";
        }
        HashSet<int>? chosen = null;
        foreach (var text in indices?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= ledger.Count)
                return $"indices must be numbers from 0 to {ledger.Count - 1}, with commas between; one was {Sentence.Shorten(text)}.";
            (chosen ??= []).Add(index);
        }
        var ranges = new List<LedgerRange>();
        foreach (var text in LedgerRange.Parts(range))
        {
            if (LedgerRange.Parse(text) is not { } read)
                return "range must be COLUMN:FROM,TO, with a number at one end at least, and a semicolon between several; one was "
                    + $"{Sentence.Shorten(text)}.";
            if (ledger.Values(read.Column) is null)
                return NoColumn("range", read.Column, ledger);
            if (read.From > read.To)
                return $"range must begin before it ends; one was {Sentence.Shorten(text)}.";
            ranges.Add(read);
        }
        if (ranges.Count > LedgerRange.Most)
            return $"range must name at most {LedgerRange.Most} ranges; it named {ranges.Count}.";
        query = new()
        {
            Sort = sort,
            Descending = descending,
            Show = shown,
            GivenLabel = givenClass,
            TrueLabel = trueClass,
            Indices = chosen,
            Ranges = ranges,
        };
        return null;
    }

    public static string NoColumn(string field, string name, ExampleLedger ledger) =>
        $"{field} must be a column of the ledger ("
        + $"{string.Join(", ", ledger.Columns.Select(column => column.Name).Concat(LedgerColumn.OfLabels))}); it was "
        + $"{Sentence.Shorten(name)}.";
}
