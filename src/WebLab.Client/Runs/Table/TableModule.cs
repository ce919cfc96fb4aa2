using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebLab.Client.Layout;

namespace WebLab.Client.Runs.Table;

/// <summary>What the table of runs needs of the browser: widths that are dragged, and a place to remember the columns.</summary>
public sealed class TableModule(IJSRuntime js, Func<string, int, Task> resized) : IAsyncDisposable
{
    private const string Key = "weblab-run-columns";

    private readonly ScriptModule _module = new(js, "./js/table.js");
    private DotNetObjectReference<TableModule>? _self;

    public Task<string?> Kept() => _module.Call<string?>("kept", Key);

    public Task Keep(string columns) => _module.Call("keep", Key, columns);

    /// <summary>The height of a row in pixels: on a narrow screen rows are cards.</summary>
    public Task<float> RowHeight() => _module.Call<float>("rowHeight");

    public Task Watch(ElementReference table) => _module.Call("watch", table, _self ??= DotNetObjectReference.Create(this));

    /// <summary>Where the page stood when it was left, if it was come back to.</summary>
    public Task ScrollBack() => _module.Call("scrollBack");

    [JSInvokable]
    public Task OnResized(string column, int width) => resized(column, width);

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        await _module.Drop();
    }
}
