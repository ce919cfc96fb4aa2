using System.Net;
using System.Net.Http.Json;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Server.Tests.Hosting;

/// <summary>REST as a browser speaks it.</summary>
internal sealed class LabClient(Uri address) : IDisposable
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

    public Task<Experiment> Launch(params RunSpec[] specs) =>
        Launch(new ExperimentRequest { Name = "a test", Runs = [.. specs.Select((spec, index) => new RunRequest($"run {index}", spec))] });

    public async Task<Experiment> Launch(ExperimentRequest request)
    {
        using var answer = await _http.PostAsJsonAsync(ApiRoutes.Experiments, request, LabJson.Options);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Experiment>(LabJson.Options))!;
    }

    public async Task<RunSummary> LaunchOne(RunSpec spec, bool resumesItself = false) =>
        (
            await Launch(
                new ExperimentRequest
                {
                    Name = "a test",
                    Runs = [new("run 0", spec)],
                    ResumesItself = resumesItself,
                }
            )
        ).Runs[0];

    public Task<RunSummary> Run(Guid id) => Get<RunSummary>($"{ApiRoutes.Runs}/{id}");

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
