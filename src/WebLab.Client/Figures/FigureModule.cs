using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WebLab.Client.Layout;

namespace WebLab.Client.Figures;

/// <summary>What figures need of the browser, <c>js/figure.js</c>: their width, and files of what is drawn.</summary>
public sealed class FigureModule(IJSRuntime js)
{
    private readonly ScriptModule _module = new(js, "./js/figure.js");

    public Task Watch(ElementReference host, DotNetObjectReference<FigureView> figure) => _module.Call("watch", host, figure);

    public Task Unwatch(ElementReference host) => _module.Call("unwatch", host);

    /// <summary>Saves the figure in the colours of a white page.</summary>
    public Task SaveSvg(ElementReference host, string name) => _module.Call("saveSvg", host, name);

    /// <summary>The same as a picture, four dots a pixel.</summary>
    public Task SavePng(ElementReference host, string name) => _module.Call("savePng", host, name);

    public Task SaveText(string text, string type, string name) => _module.Call("saveText", text, type, name);
}
