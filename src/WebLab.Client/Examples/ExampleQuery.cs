using System.Globalization;
using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.Examples;

namespace WebLab.Client.Examples;

/// <summary>Which examples of a run are shown and how, as it stands in the page's address.</summary>
public sealed record ExampleQuery
{
    private const int Rows = 50,
        Tiles = 120;

    public RecordedSplit Split { get; init; }
    public LedgerShow Show { get; init; }
    public string Sort { get; init; } = LedgerColumn.Index;
    public bool IsDescending { get; init; }
    public int? Given { get; init; }
    public int? True { get; init; }
    public int From { get; init; }
    public bool IsSheet { get; init; }

    /// <summary>Only these, by original index; empty for all.</summary>
    public string Indices { get; init; } = "";

    /// <summary>Only those whose values lie in all of these, as they stand in addresses; empty for all.</summary>
    public string Ranges { get; init; } = "";

    public IEnumerable<LedgerRange> InRanges => LedgerRange.Parts(Ranges).Select(LedgerRange.Parse).OfType<LedgerRange>();

    public int Take => IsSheet ? Tiles : Rows;

    /// <summary>Whether something is left out.</summary>
    public bool IsFiltered => Show != LedgerShow.All || Given is not null || True is not null || Indices.Length > 0 || Ranges.Length > 0;

    /// <summary>As the server is asked.</summary>
    internal string Asked =>
        string.Join(
            '&',
            new[]
            {
                $"sort={Uri.EscapeDataString(Sort)}",
                $"descending={(IsDescending ? "true" : "false")}",
                $"show={Names<LedgerShow>.Of(Show)}",
                $"split={Names<RecordedSplit>.Of(Split)}",
                Given is { } given ? Sentence.Of($"givenClass={given}") : "",
                True is { } truth ? Sentence.Of($"trueClass={truth}") : "",
                Indices.Length > 0 ? $"indices={Indices}" : "",
                Ranges.Length > 0 ? $"range={Uri.EscapeDataString(Ranges)}" : "",
                Sentence.Of($"offset={From}"),
                Sentence.Of($"limit={Take}"),
            }.Where(part => part.Length > 0)
        );

    /// <summary>As it stands in the address; what is usual is left out.</summary>
    public IReadOnlyDictionary<string, object?> Address =>
        new Dictionary<string, object?>
        {
            ["split"] = Split == RecordedSplit.Train ? null : Names<RecordedSplit>.Of(Split),
            ["show"] = Show == LedgerShow.All ? null : Names<LedgerShow>.Of(Show),
            ["sort"] =
                Sort != LedgerColumn.Index ? $"{(IsDescending ? "-" : "")}{Sort}"
                : IsDescending ? $"-{LedgerColumn.Index}"
                : null,
            ["given"] = Given,
            ["true"] = True,
            ["from"] = From == 0 ? null : From,
            ["view"] = IsSheet ? "sheet" : null,
            ["range"] = Ranges.Length == 0 ? null : Ranges,
            ["indices"] = Indices.Length == 0 ? null : Indices,
        };

    public static ExampleQuery Of(AddressQuery address)
    {
        var sort = address["sort"] is { Length: > 0 and < 80 } named ? named : LedgerColumn.Index;
        return new()
        {
            Split = Names<RecordedSplit>.TryParse(address["split"], out var split) ? split : RecordedSplit.Train,
            Show = Names<LedgerShow>.TryParse(address["show"], out var show) ? show : LedgerShow.All,
            Sort = sort.TrimStart('-'),
            IsDescending = sort.StartsWith('-'),
            Given = Number(address["given"]),
            True = Number(address["true"]),
            From = Number(address["from"]) ?? 0,
            Ranges = Written(LedgerRange.Parts(address["range"]).Select(LedgerRange.Parse).OfType<LedgerRange>()),
            IsSheet = address["view"] == "sheet",
            Indices = string.Join(',', (address["indices"] ?? "").Split(',').Select(Number).OfType<int>().Take(LedgerPage.MaxLimit)),
        };
    }

    /// <summary>Several ranges as they stand in addresses.</summary>
    public static string Written(IEnumerable<LedgerRange> ranges) => string.Join(';', ranges.Take(LedgerRange.Most));

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
