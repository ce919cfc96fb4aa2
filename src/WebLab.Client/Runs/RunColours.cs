using System.Text.Json;
using Microsoft.JSInterop;
using WebLab.Client.Charts;

namespace WebLab.Client.Runs;

/// <summary>The hues that a person chose for runs; remembered in the browser, so they are nobody else's.</summary>
public sealed class RunColours(IJSRuntime js)
{
    private const string Key = "weblab-run-colours";

    // What is chosen first is forgotten first.
    private const int MaxRuns = 1_000;

    private readonly List<KeyValuePair<Guid, int>> _chosen = [];

    public event Action? Changed;

    public async Task Load()
    {
        try
        {
            if (await js.InvokeAsync<string?>("localStorage.getItem", Key) is { } kept)
                _chosen.AddRange(
                    JsonSerializer.Deserialize<Dictionary<Guid, int>>(kept)!.Where(pair => pair.Value is >= 0 and < RunPalette.Hues)
                );
        }
        catch (JsonException)
        {
            // Written by something else: the usual hues do.
        }
        RunPalette.Chosen = new Dictionary<Guid, int>(_chosen);
    }

    /// <summary>Gives a run a hue; null gives back that of its place.</summary>
    public async Task Choose(Guid run, int? hue)
    {
        _chosen.RemoveAll(pair => pair.Key == run);
        if (hue is { } chosen)
            _chosen.Add(new(run, chosen));
        if (_chosen.Count > MaxRuns)
            _chosen.RemoveAt(0);
        RunPalette.Chosen = new Dictionary<Guid, int>(_chosen);
        await js.InvokeVoidAsync("localStorage.setItem", Key, JsonSerializer.Serialize(RunPalette.Chosen));
        Changed?.Invoke();
    }
}
