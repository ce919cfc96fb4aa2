using WebLab.Client.Examples;
using WebLab.Contracts;
using WebLab.Contracts.Examples;

namespace WebLab.Client.Api;

/// <summary>What was recorded of each training example of a run.</summary>
public sealed partial class LabApiClient
{
    public Task<LedgerFacts> Ledger(Guid run, CancellationToken stop = default) => Get<LedgerFacts>(LedgerRoute(run), stop);

    public Task<LedgerPage> LedgerExamples(Guid run, ExampleQuery query, CancellationToken stop = default) =>
        Get<LedgerPage>($"{LedgerRoute(run)}/examples?{query.Asked}", stop);

    public Task<LedgerStory> LedgerStory(Guid run, int index, CancellationToken stop = default) =>
        Get<LedgerStory>(Sentence.Of($"{LedgerRoute(run)}/examples/{index}"), stop);

    /// <summary>Some runs of the same examples, example by example.</summary>
    public Task<LedgerAgreement> LedgerAgreement(Guid run, IEnumerable<Guid> others, CancellationToken stop = default) =>
        Get<LedgerAgreement>($"{LedgerRoute(run)}/agreement?with={string.Join(',', others)}", stop);

    /// <summary>Where the browser reads whole columns from.</summary>
    public static string LedgerColumns(Guid run, IEnumerable<string> names, int? epoch = null) =>
        Here(Sentence.Of($"{LedgerRoute(run)}/columns?names={string.Join(',', names)}{(epoch is null ? "" : $"&epoch={epoch}")}"));

    /// <summary>Where the whole ledger is a file.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">What follows the ledger's address: <c>csv</c> or <c>parquet</c>, and which rows.</param>
    public static string LedgerFile(Guid run, string file) => Here($"{LedgerRoute(run)}.{file}");

    private static string LedgerRoute(Guid run) => $"{ApiRoutes.Runs}/{run}/ledger";
}
