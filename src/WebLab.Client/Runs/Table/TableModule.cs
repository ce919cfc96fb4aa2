using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WebLab.Client.Runs.Table;

/// <summary>What the table of runs needs of the browser: widths that are dragged, and a place to remember the columns.</summary>
public sealed class TableModule(IJSRuntime js, Func<string, int, Task> resized) : IAsyncDisposable
{
    private const string Key = "weblab-run-columns";

    private Task<IJSObjectReference>? _module;
    private DotNetObjectReference<TableModule>? _self;

    public async Task<string?> Kept() => await (await Module()).InvokeAsync<string?>("kept", Key);

    public async Task Keep(string columns) => await (await Module()).InvokeVoidAsync("keep", Key, columns);

    /// <summary>The height of a row in pixels: on a narrow screen rows are cards.</summary>
    public async Task<float> RowHeight() => await (await Module()).InvokeAsync<float>("rowHeight");

    public async Task Watch(ElementReference table) =>
        await (await Module()).InvokeVoidAsync("watch", table, _self ??= DotNetObjectReference.Create(this));

    [JSInvokable]
    public Task OnResized(string column, int width) => resized(column, width);

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is not null)
            await (await _module).DisposeAsync();
    }

    private Task<IJSObjectReference> Module() => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/table.js").AsTask();
}
