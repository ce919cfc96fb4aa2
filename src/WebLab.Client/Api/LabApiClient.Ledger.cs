using WebLab.Client.Examples;
using WebLab.Contracts;
using WebLab.Contracts.Examples;

namespace WebLab.Client.Api;

/// <summary>What was recorded of each training example of a run.</summary>
public sealed partial class LabApiClient
{
    public Task<LedgerFacts> Ledger(Guid run, RecordedSplit split = RecordedSplit.Train, CancellationToken stop = default) =>
        Get<LedgerFacts>($"{LedgerRoute(run)}?split={Names<RecordedSplit>.Of(split)}", stop);

    public Task<LedgerPage> LedgerExamples(Guid run, ExampleQuery query, CancellationToken stop = default) =>
        Get<LedgerPage>($"{LedgerRoute(run)}/examples?{query.Asked}", stop);

    public Task<LedgerStory> LedgerStory(Guid run, int index, RecordedSplit split, CancellationToken stop = default) =>
        Get<LedgerStory>(Sentence.Of($"{LedgerRoute(run)}/examples/{index}?split={Names<RecordedSplit>.Of(split)}"), stop);

    /// <summary>Some runs of the same examples, example by example.</summary>
    public Task<LedgerAgreement> LedgerAgreement(Guid run, IEnumerable<Guid> others, CancellationToken stop = default) =>
        Get<LedgerAgreement>($"{LedgerRoute(run)}/agreement?with={string.Join(',', others)}", stop);

    /// <summary>Where the browser reads whole columns from.</summary>
    public static string LedgerColumns(Guid run, IEnumerable<string> names, int? epoch = null) =>
        Here(Sentence.Of($"{LedgerRoute(run)}/columns?names={string.Join(',', names)}{(epoch is null ? "" : $"&epoch={epoch}")}"));

    /// <summary>Where the whole ledger is a file.</summary>
    /// <param name="run">The run.</param>
    /// <param name="form"><c>csv</c> or <c>parquet</c>.</param>
    /// <param name="isEveryEpoch">Whether it has a row an example and epoch, and not one an example.</param>
    /// <param name="split">Of which examples.</param>
    public static string LedgerFile(Guid run, string form, bool isEveryEpoch, RecordedSplit split)
    {
        string[] asked =
        [
            .. isEveryEpoch ? ["rows=evaluations"] : Array.Empty<string>(),
            .. split == RecordedSplit.Train ? [] : new[] { $"split={Names<RecordedSplit>.Of(split)}" },
        ];
        return Here($"{LedgerRoute(run)}.{form}{(asked.Length == 0 ? "" : "?")}{string.Join('&', asked)}");
    }

    private static string LedgerRoute(Guid run) => $"{ApiRoutes.Runs}/{run}/ledger";
}
