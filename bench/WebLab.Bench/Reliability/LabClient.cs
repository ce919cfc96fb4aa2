using System.Net.Http.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Reliability;

/// <summary>The questions that a person's browser asks.</summary>
internal sealed class LabClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public Task<IReadOnlyList<RunSummary>> Launch(string name, RunSpec spec, bool resumesItself = false) =>
        Launch(name, [spec], resumesItself);

    public async Task<IReadOnlyList<RunSummary>> Launch(string name, IReadOnlyList<RunSpec> specs, bool resumesItself = true)
    {
        var request = new ExperimentRequest
        {
            Name = name,
            Runs = [.. specs.Select((spec, index) => new RunRequest($"run {index}", spec))],
            ResumesItself = resumesItself,
        };
        using var answer = await _http.PostAsJsonAsync(ApiRoutes.Experiments, request, LabJson.Options);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Experiment>(LabJson.Options))!.Runs;
    }

    public async Task<RunSummary?> Find(Guid id)
    {
        using var answer = await _http.GetAsync($"{ApiRoutes.Runs}/{id}");
        if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<RunSummary>(LabJson.Options);
    }

    public async Task<Page<RunSummary>> Runs(int take = 100) =>
        (await _http.GetFromJsonAsync<Page<RunSummary>>($"{ApiRoutes.Runs}?take={take}", LabJson.Options))!;

    public async Task<Curve> Curve(Guid id) =>
        (await _http.GetFromJsonAsync<Curve>($"{ApiRoutes.Runs}/{id}/curve?buckets=5000", LabJson.Options))!;

    public async Task Cancel(Guid id)
    {
        using var answer = await _http.PostAsync($"{ApiRoutes.Runs}/{id}/cancel", null);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
