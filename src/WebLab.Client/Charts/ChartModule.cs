using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WebLab.Client.Charts;

/// <summary>The one ES module that draws, <c>js/chart.js</c>.</summary>
public sealed class ChartModule(IJSRuntime js)
{
    private Task<IJSObjectReference>? _module;

    internal async Task Create(ElementReference host, object settings, DotNetObjectReference<LineChart> chart) =>
        await (await Module()).InvokeVoidAsync("create", host, settings, chart);

    internal Task SetLines(ElementReference host, IReadOnlyList<LinePacket> lines) =>
        Say("setLines", host, lines, LinePacket.Columns(lines));

    internal Task Append(ElementReference host, IReadOnlyList<LinePacket> lines) => Say("append", host, lines, LinePacket.Columns(lines));

    internal Task SetDetail(ElementReference host, IReadOnlyList<LinePacket> lines, int to) =>
        Say("setDetail", host, lines, LinePacket.Columns(lines), to);

    internal Task SetView(ElementReference host, object view) => Say("setView", host, view);

    /// <summary>Makes a run stand out in all charts of a group; null for none.</summary>
    internal Task Focus(string group, Guid? run) => Say("focus", group, run?.ToString());

    /// <summary>Hands a chart to the browser as a file: <c>png</c>, <c>svg</c> or <c>csv</c>.</summary>
    internal Task Export(ElementReference host, string format, string title) => Say("save", host, format, title);

    internal Task Remove(ElementReference host, Guid run) => Say("remove", host, run.ToString());

    internal Task Dispose(ElementReference host) => Say("dispose", host);

    private async Task Say(string name, params object?[] arguments) => await (await Module()).InvokeVoidAsync(name, arguments);

    private Task<IJSObjectReference> Module() => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/chart.js").AsTask();
}
