using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebLab.Client.Layout;

namespace WebLab.Client.Charts;

/// <summary>The one ES module that draws, <c>js/chart.js</c>.</summary>
public sealed class ChartModule(IJSRuntime js)
{
    private readonly ScriptModule _module = new(js, "./js/chart.js");

    internal Task Create(ElementReference host, object settings, DotNetObjectReference<LineChart> chart) =>
        _module.Call("create", host, settings, chart);

    internal Task SetLines(ElementReference host, IReadOnlyList<LinePacket> lines) =>
        _module.Call("setLines", host, lines, LinePacket.Columns(lines));

    internal Task Append(ElementReference host, LineEnds ends) => _module.Call("append", host, ends.Keys, ends.Counts, ends.Columns());

    internal Task SetDetail(ElementReference host, IReadOnlyList<LinePacket> lines, int to) =>
        _module.Call("setDetail", host, lines, LinePacket.Columns(lines), to);

    internal Task SetView(ElementReference host, object view) => _module.Call("setView", host, view);

    /// <summary>Makes a run stand out in all charts of a group; null for none.</summary>
    internal Task Focus(string group, Guid? run) => _module.Call("focus", group, run?.ToString());

    /// <summary>Hands a chart to the browser as a file: <c>png</c>, <c>svg</c> or <c>csv</c>.</summary>
    internal Task Export(ElementReference host, string format, string title) => _module.Call("save", host, format, title);

    internal Task Remove(ElementReference host, Guid run) => _module.Call("remove", host, run.ToString());

    internal Task Dispose(ElementReference host) => _module.Call("dispose", host);
}
