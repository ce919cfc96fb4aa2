using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WebLab.Client.Figures;

/// <summary>What figures need of the browser, <c>js/figure.js</c>: their width, and files of what is drawn.</summary>
public sealed class FigureModule(IJSRuntime js)
{
    private Task<IJSObjectReference>? _module;

    public Task Watch(ElementReference host, DotNetObjectReference<FigureView> figure) => Say("watch", host, figure);

    public Task Unwatch(ElementReference host) => Say("unwatch", host);

    /// <summary>Saves the figure in the colours of a white page.</summary>
    public Task SaveSvg(ElementReference host, string name) => Say("saveSvg", host, name);

    /// <summary>The same as a picture, four dots a pixel.</summary>
    public Task SavePng(ElementReference host, string name) => Say("savePng", host, name);

    public Task SaveText(string text, string type, string name) => Say("saveText", text, type, name);

    private async Task Say(string name, params object?[] arguments) => await (await Module()).InvokeVoidAsync(name, arguments);

    private Task<IJSObjectReference> Module() => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/figure.js").AsTask();
}
