using System.Net;
using System.Net.Http.Json;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Testing;

/// <summary>REST as a browser speaks it.</summary>
public sealed class LabClient(Uri address) : IDisposable
{
    // A server of the tests that speaks https has a certificate that nobody signed.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
            // Of its second by default a busy machine takes more, and a body that is refused unread then breaks the line.
            Expect100ContinueTimeout = TimeSpan.FromSeconds(30),
        }
    )
    {
        BaseAddress = address,
    };

    public Uri Address { get; } = address;

    public Task<Experiment> Launch(params RunSpec[] specs) => Launch("a test", specs);

    public Task<Experiment> Launch(string name, IReadOnlyList<RunSpec> specs, bool resumesItself = false) =>
        Launch(
            new ExperimentRequest
            {
                Name = name,
                Runs = [.. specs.Select((spec, index) => new RunRequest($"run {index}", spec))],
                ResumesItself = resumesItself,
            }
        );

    public async Task<Experiment> Launch(ExperimentRequest request)
    {
        using var answer = await _http.PostAsJsonAsync(ApiRoutes.Experiments, request, LabJson.Options);
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new HttpRequestException(
                $"The launch was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}",
                null,
                answer.StatusCode
            );
        return (await answer.Content.ReadFromJsonAsync<Experiment>(LabJson.Options))!;
    }

    public Task<RunSummary> LaunchOne(RunSpec spec, bool resumesItself = false) => LaunchOne("a test", spec, resumesItself);

    public async Task<RunSummary> LaunchOne(string name, RunSpec spec, bool resumesItself = false) =>
        (await Launch(name, [spec], resumesItself)).Runs[0];

    public Task<RunSummary> Run(Guid id) => Get<RunSummary>($"{ApiRoutes.Runs}/{id}");

    /// <summary>The run, or null where the lab has none of this id.</summary>
    public async Task<RunSummary?> Find(Guid id)
    {
        try
        {
            return await Run(id);
        }
        catch (HttpRequestException fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<Curve> Curve(Guid id, int buckets = 5_000) => Get<Curve>($"{ApiRoutes.Runs}/{id}/curve?buckets={buckets}");

    public Task<Page<RunSummary>> Runs(string query = "") => Get<Page<RunSummary>>(ApiRoutes.Runs + query);

    public Task<Page<ExperimentSummary>> Experiments(string query = "") => Get<Page<ExperimentSummary>>(ApiRoutes.Experiments + query);

    public Task<(HttpStatusCode Status, string Body)> Cancel(Guid id) => Send(HttpMethod.Post, $"{ApiRoutes.Runs}/{id}/cancel");

    /// <summary>Posts one of a run's verbs: pause, resume, stop.</summary>
    public Task<(HttpStatusCode Status, string Body)> Act(Guid id, string verb) => Send(HttpMethod.Post, $"{ApiRoutes.Runs}/{id}/{verb}");

    public Task<(HttpStatusCode Status, string Body)> Delete(Guid id) => Send(HttpMethod.Delete, $"{ApiRoutes.Runs}/{id}");

    public async Task<T> Get<T>(string path) => (await _http.GetFromJsonAsync<T>(path, LabJson.Options))!;

    public Task<(HttpStatusCode Status, string Body)> Get(string path) => Send(HttpMethod.Get, path);

    public Task<(HttpStatusCode Status, string Body)> Post(string path, string json) => Send(HttpMethod.Post, path, json);

    /// <summary>An answer with its headers, and its bytes as they come.</summary>
    public async Task<(HttpResponseMessage Answer, byte[] Bytes)> Raw(HttpRequestMessage request)
    {
        var answer = await _http.SendAsync(request);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    public async Task<(HttpStatusCode Status, string Body)> Send(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        // A body that is refused for its length is then not sent.
        request.Headers.ExpectContinue = json?.Length > 1_000_000;
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
