using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Notes;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Theory;
using WebLab.Science.Runs;

namespace WebLab.Client.Api;

/// <summary>The server's REST interface. Every method throws <see cref="ApiException"/> with a sentence when it is refused.</summary>
public sealed partial class LabApiClient(HttpClient http)
{
    // Problem details carry members that no contract names.
    private static readonly JsonSerializerOptions ProblemOptions = new(JsonSerializerDefaults.Web);

    /// <summary>The server no longer knows who is asking: the session ended or expired.</summary>
    public event Action? LoggedOut;

    public Task<Page<ExperimentSummary>> Experiments(
        int skip = 0,
        int take = 100,
        bool archived = false,
        CancellationToken stop = default
    ) => Get<Page<ExperimentSummary>>($"{ApiRoutes.Experiments}?skip={skip}&take={take}{(archived ? "&archived=true" : "")}", stop);

    public Task<Experiment> Experiment(Guid id, CancellationToken stop = default) => Get<Experiment>($"{ApiRoutes.Experiments}/{id}", stop);

    public Task<Experiment> Launch(ExperimentRequest request) => Send<Experiment>(HttpMethod.Post, ApiRoutes.Experiments, request);

    /// <summary>Queues a run that goes on from where another ended.</summary>
    public Task<RunSummary> MoreEpochs(Guid id, int epochs) =>
        Send<RunSummary>(HttpMethod.Post, $"{ApiRoutes.Runs}/{id}/more-epochs", new MoreEpochs(epochs));

    /// <summary>Launches further runs in an experiment.</summary>
    public Task<Experiment> AddRuns(Guid id, ExperimentRuns runs) =>
        Send<Experiment>(HttpMethod.Post, $"{ApiRoutes.Experiments}/{id}/runs", runs);

    public Task<ExperimentSummary> ChangeExperiment(Guid id, ExperimentChange change) =>
        Send<ExperimentSummary>(HttpMethod.Patch, $"{ApiRoutes.Experiments}/{id}", change);

    public Task DeleteExperiment(Guid id) => Send(HttpMethod.Delete, $"{ApiRoutes.Experiments}/{id}", null);

    public Task<Page<RunSummary>> Runs(int skip = 0, int take = 100, CancellationToken stop = default) =>
        Get<Page<RunSummary>>($"{ApiRoutes.Runs}?skip={skip}&take={take}", stop);

    /// <summary>A page of the runs that a filter lets through, in the order of a sort such as <c>-test.acc</c>.</summary>
    public Task<Page<RunSummary>> Runs(string filter, string sort, int skip, int take, CancellationToken stop = default) =>
        Get<Page<RunSummary>>(
            Sentence.Of(
                $"{ApiRoutes.Runs}?skip={skip}&take={take}&sort={Uri.EscapeDataString(sort)}" + $"&filter={Uri.EscapeDataString(filter)}"
            ),
            stop
        );

    /// <summary>The values in use of fields without a closed list.</summary>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> KnownValues(CancellationToken stop = default) =>
        Get<IReadOnlyDictionary<string, IReadOnlyList<string>>>($"{ApiRoutes.Runs}/known", stop);

    /// <summary>A page of rows of some fields, in the order of a sort such as <c>-test.acc</c>.</summary>
    public Task<Page<RunRow>> RunRows(
        IEnumerable<string> fields,
        string filter,
        string sort,
        int skip,
        int take,
        CancellationToken stop = default
    ) =>
        Get<Page<RunRow>>(
            Sentence.Of(
                $"{ApiRoutes.Runs}/rows?skip={skip}&take={take}&fields={string.Join(',', fields)}"
                    + $"&sort={Uri.EscapeDataString(sort)}&filter={Uri.EscapeDataString(filter)}"
            ),
            stop
        );

    public Task<IReadOnlyList<Guid>> RunIds(string filter, string sort, CancellationToken stop = default) =>
        Get<IReadOnlyList<Guid>>($"{ApiRoutes.Runs}/ids?sort={Uri.EscapeDataString(sort)}&filter={Uri.EscapeDataString(filter)}", stop);

    public Task<Page<RunGroup>> RunGroups(
        IEnumerable<RunField> by,
        IEnumerable<NumberRunField> measures,
        string filter,
        int take,
        CancellationToken stop = default
    ) =>
        Get<Page<RunGroup>>(
            Sentence.Of(
                $"{ApiRoutes.Runs}/groups?take={take}&by={string.Join(',', by.Select(field => field.Name))}"
                    + $"&measures={string.Join(',', measures.Select(field => field.Name))}&filter={Uri.EscapeDataString(filter)}"
            ),
            stop
        );

    /// <summary>To how many of some runs each verb would apply.</summary>
    public Task<IReadOnlyList<RunActionPreview>> PreviewActions(IReadOnlyList<Guid> runs) =>
        Send<IReadOnlyList<RunActionPreview>>(HttpMethod.Post, ApiRoutes.RunActionPreviews, runs);

    /// <summary>A note's Markdown as HTML that is safe to show.</summary>
    public async Task<string> NoteHtml(string text, CancellationToken stop = default) =>
        (await Send<NoteHtml>(HttpMethod.Post, ApiRoutes.Notes, new NoteText(text), stop)).Html;

    public Task<RunActionResult> Act(RunAction action) => Send<RunActionResult>(HttpMethod.Post, ApiRoutes.RunActions, action);

    public Task<RunSummary> Run(Guid id, CancellationToken stop = default) => Get<RunSummary>($"{ApiRoutes.Runs}/{id}", stop);

    /// <summary>Runs by their ids, in one answer; one that is gone is left out.</summary>
    public Task<IReadOnlyList<RunSummary>> Runs(IReadOnlyList<Guid> ids, CancellationToken stop = default) =>
        Send<IReadOnlyList<RunSummary>>(HttpMethod.Post, $"{ApiRoutes.Runs}/some", ids, stop);

    public Task CancelRun(Guid id) => Send(HttpMethod.Post, $"{ApiRoutes.Runs}/{id}/cancel", null);

    /// <summary>The curves of several runs in one answer; a run that is gone is left out.</summary>
    public async Task<IReadOnlyList<Curve>> Curves(CurveQuery query, CancellationToken stop = default)
    {
        using var answer = await Answer(HttpMethod.Post, ApiRoutes.Curves, query, stop);
        return CurvePack.Read(await answer.Content.ReadAsByteArrayAsync(stop));
    }

    /// <summary>The address of every stored point of some runs, as CSV.</summary>
    public static string CurvesCsv(IEnumerable<Guid> runs, IEnumerable<Metric> metrics) =>
        Here($"{ApiRoutes.Curves}/csv?runs={string.Join(',', runs)}&metrics={string.Join(',', metrics.Select(metric => metric.Name))}");

    public Task<CorruptionPreview> PreviewCorruption(RunSpec spec, CancellationToken stop) =>
        Send<CorruptionPreview>(HttpMethod.Post, ApiRoutes.CorruptionPreview, spec, stop);

    public Task<Theorem1Result> Theorem1(Theorem1Request request, CancellationToken stop = default) =>
        Send<Theorem1Result>(HttpMethod.Post, ApiRoutes.Theorem1, request, stop);

    public Task<IReadOnlyList<DeviceUse>> DeviceUse(CancellationToken stop = default) =>
        Get<IReadOnlyList<DeviceUse>>($"{ApiRoutes.Devices}/use", stop);

    /// <summary>The last lines of what a run's worker wrote, or the last that contain a text.</summary>
    public Task<RunLog> Log(Guid id, int lines, string search, CancellationToken stop = default) =>
        Get<RunLog>(Sentence.Of($"{ApiRoutes.Runs}/{id}/log?lines={lines}&search={Uri.EscapeDataString(search)}"), stop);

    /// <summary>The devices with all that an estimate needs.</summary>
    public Task<IReadOnlyList<DeviceInfo>> Devices(CancellationToken stop = default) =>
        Get<IReadOnlyList<DeviceInfo>>($"{ApiRoutes.Devices}?placements=true", stop);

    /// <summary>The devices with what they do now.</summary>
    public Task<IReadOnlyList<DeviceInfo>> BusyDevices(CancellationToken stop = default) =>
        Get<IReadOnlyList<DeviceInfo>>(ApiRoutes.Devices, stop);

    /// <summary>Asks to measure how runs of a network share the processor.</summary>
    public Task MeasurePlacement(string network) =>
        Send(HttpMethod.Post, ApiRoutes.Devices + "/placements", new PlacementRequest(network));

    public Task<IReadOnlyList<PaperItemInfo>> Paper(CancellationToken stop = default) =>
        Get<IReadOnlyList<PaperItemInfo>>(ApiRoutes.Paper, stop);

    public Task<Experiment> LaunchPaper(string item, PaperLaunch launch) =>
        Send<Experiment>(HttpMethod.Post, $"{ApiRoutes.Paper}/{item}/launch", launch);

    public Task<IReadOnlyList<RunSummary>> PaperRuns(string item, PaperScale scale, CancellationToken stop = default) =>
        Get<IReadOnlyList<RunSummary>>($"{ApiRoutes.Paper}/{item}/runs?scale={Names<PaperScale>.Of(scale)}", stop);

    /// <summary>The address of a data set's sheet of images, a PNG.</summary>
    /// <summary>The address of the table of runs as a file; of groups of them where it is grouped.</summary>
    public static string RunTable(string format, IEnumerable<RunField> fields, string? filter, string? sort, IEnumerable<RunField> groups)
    {
        var by = string.Join(',', groups.Select(field => field.Name));
        return Here($"{ApiRoutes.Runs}/table.{format}?fields={string.Join(',', fields.Select(field => field.Name))}")
            + (by.Length > 0 ? $"&by={by}" : "")
            + (string.IsNullOrWhiteSpace(filter) ? "" : $"&filter={Uri.EscapeDataString(filter)}")
            + (string.IsNullOrWhiteSpace(sort) || by.Length > 0 ? "" : $"&sort={Uri.EscapeDataString(sort)}");
    }

    public static string Sheet(string name) => Here($"{Address(name)}/sheet");

    /// <summary>The address of a table that says where each of a data set's examples came from.</summary>
    public static string Names(string name) => Here($"{Address(name)}/names.csv");

    /// <summary>A route as an address below the page's base, which behind a proxy may be a folder.</summary>
    public static string Here(string route) => route.TrimStart('/');

    /// <summary>Why the live connection is refused, asked as it asks; null when it is not.</summary>
    public async Task<ApiException?> WhyNotLive()
    {
        try
        {
            await Send(HttpMethod.Post, $"{ApiRoutes.LiveHub}/negotiate?negotiateVersion=1", null);
            return null;
        }
        catch (ApiException fault)
        {
            return fault;
        }
    }

    private static string Address(string name) => $"{ApiRoutes.Datasets}/{name}";

    private Task<T> Get<T>(string address, CancellationToken stop) => Send<T>(HttpMethod.Get, address, null, stop);

    private async Task<T> Send<T>(HttpMethod method, string address, object? body, CancellationToken stop = default)
    {
        using var answer = await Answer(method, address, body, stop);
        return await Read<T>(answer, method, stop);
    }

    private static async Task<T> Read<T>(HttpResponseMessage answer, HttpMethod method, CancellationToken stop)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(LabJson.Tolerant, stop)
                ?? throw new ApiException(answer.StatusCode, "The server sent an empty answer.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw Away(method);
        }
        catch (JsonException)
        {
            // Something between that answers in WebLab's place, or a page older than the server.
            throw new ApiException(answer.StatusCode, "What came is no answer of this WebLab's. Reload the page.");
        }
    }

    private async Task Send(HttpMethod method, string address, object? body)
    {
        using var _ = await Answer(method, address, body, default);
    }

    private async Task<HttpResponseMessage> Answer(HttpMethod method, string address, object? body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, Here(address));
        if (body is HttpContent content)
            request.Content = content;
        else if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: LabJson.Options);
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, stop);
        }
        catch (Exception fault)
            when (fault is HttpRequestException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw Away(method);
        }
        if (answer.IsSuccessStatusCode)
            return answer;
        if (answer.StatusCode == HttpStatusCode.Unauthorized && !address.StartsWith(ApiRoutes.Session, StringComparison.Ordinal))
            LoggedOut?.Invoke();
        using (answer)
            throw await Fault(answer);
    }

    // What is only read is read again as the connection comes back; what changes something is not done twice behind a person's back.
    private static ApiException Away(HttpMethod method) =>
        new(
            null,
            method == HttpMethod.Get
                ? "WebLab does not answer; this is tried again by itself."
                : "WebLab does not answer. Press again when it is back."
        );

    private static async Task<ApiException> Fault(HttpResponseMessage answer)
    {
        ProblemBody? problem = null;
        try
        {
            problem = await answer.Content.ReadFromJsonAsync<ProblemBody>(ProblemOptions);
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException or IOException)
        {
            // A proxy's page, for example: the status says what there is to say.
        }
        // A proxy's word for a server that is away.
        if (
            problem is null
            && answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        )
            return Away(answer.RequestMessage!.Method);
        var sentence =
            problem?.Detail
            ?? problem?.Errors?.Values.FirstOrDefault()?.FirstOrDefault()
            ?? problem?.Title
            ?? (
                answer.StatusCode == HttpStatusCode.NotFound
                    ? "There is no such thing here; it may have been deleted."
                    : Sentence.Of($"The server answered {(int)answer.StatusCode}.")
            );
        return new(answer.StatusCode, sentence, problem?.Errors);
    }
}
