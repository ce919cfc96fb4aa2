using Microsoft.JSInterop;

namespace WebLab.Client.Layout;

/// <summary>One of the site's ES modules, fetched when it is first needed. A fetch that failed, as while the server is away, is tried again
/// by the next call.</summary>
public sealed class ScriptModule(IJSRuntime js, string path)
{
    private Task<IJSObjectReference>? _module;

    public async Task Call(string name, params object?[] arguments) => await (await Get()).InvokeVoidAsync(name, arguments);

    public async Task<T> Call<T>(string name, params object?[] arguments) => await (await Get()).InvokeAsync<T>(name, arguments);

    public async ValueTask Drop()
    {
        if (_module is { IsCompletedSuccessfully: true })
            await (await _module).DisposeAsync();
    }

    private Task<IJSObjectReference> Get() =>
        _module is { IsFaulted: false, IsCanceled: false } known
            ? known
            : _module = js.InvokeAsync<IJSObjectReference>("import", path).AsTask();
}
