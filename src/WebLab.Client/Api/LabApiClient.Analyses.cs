using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Api;

/// <summary>What analyses found, and what people decide about it.</summary>
public sealed partial class LabApiClient
{
    /// <summary>An analysis's report as it stands; null while it has answered nothing.</summary>
    /// <typeparam name="T">The report of its kind.</typeparam>
    public async Task<T?> Report<T>(Guid run, CancellationToken stop = default)
        where T : class
    {
        using var answer = await Answer(HttpMethod.Get, ReportRoute(run), null, stop);
        return answer.StatusCode == HttpStatusCode.NoContent ? null : await Read<T>(answer, HttpMethod.Get, stop);
    }

    /// <summary>The address of that report as JSON, or in another form that its kind has: <c>html</c>, <c>csv</c>.</summary>
    public static string ReportAddress(Guid run, string? form = null) =>
        Here(form is null ? ReportRoute(run) : $"{ReportRoute(run)}.{form}");

    /// <summary>The networks of a run that are kept, newest first.</summary>
    public Task<IReadOnlyList<KeptCheckpoint>> Checkpoints(Guid run, CancellationToken stop = default) =>
        Get<IReadOnlyList<KeptCheckpoint>>($"{ApiRoutes.Runs}/{run}/checkpoints", stop);

    public Task<IReadOnlyList<PersonVotes>> LabelVotes(Guid run, CancellationToken stop = default) =>
        Get<IReadOnlyList<PersonVotes>>($"{ApiRoutes.Runs}/{run}/votes", stop);

    public Task<IReadOnlyList<PersonVotes>> Vote(Guid run, IReadOnlyList<LabelVote> votes) =>
        Send<IReadOnlyList<PersonVotes>>(HttpMethod.Put, $"{ApiRoutes.Runs}/{run}/votes", votes);

    /// <summary>The address of the corrected labels, <c>csv</c> or <c>npy</c>.</summary>
    public static string CorrectedLabels(Guid run, string form, string? split = null) =>
        Here($"{ApiRoutes.Runs}/{run}/labels.{form}{(split is null ? "" : $"?split={split}")}");

    /// <summary>The corrected labels as a label file to train on, which leaves out what is set aside.</summary>
    public async Task<byte[]> CorrectedLabelFile(Guid run)
    {
        using var answer = await Answer(HttpMethod.Get, $"{ApiRoutes.Runs}/{run}/labels.npy", null, default);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>The address of one image of a data set.</summary>
    public static string ExampleImage(string dataset, string split, int index) =>
        Here(Sentence.Of($"{Address(dataset)}/examples/{split}/{index}"));

    public Task<IReadOnlyList<float>> ExampleRow(string dataset, string split, int index, CancellationToken stop = default) =>
        Get<IReadOnlyList<float>>(Sentence.Of($"{Address(dataset)}/examples/{split}/{index}/row"), stop);

    private static string ReportRoute(Guid run) => $"{ApiRoutes.Runs}/{run}/report";
}
