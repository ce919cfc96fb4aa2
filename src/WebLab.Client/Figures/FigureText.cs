using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace WebLab.Client.Figures;

/// <summary>Words in a figure; in a template's blocks <c>text</c> is a word of Razor's own.</summary>
public sealed class FigureText : ComponentBase
{
    [Parameter, EditorRequired]
    public double X { get; set; }

    [Parameter, EditorRequired]
    public double Y { get; set; }

    [Parameter, EditorRequired]
    public string Words { get; set; } = "";

    /// <summary><c>start</c>, <c>middle</c> or <c>end</c>: the part of the words that stands at x.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    [Parameter]
    public string Class { get; set; } = "figure-tick";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "text-anchor", Anchor);
        builder.AddAttribute(3, "x", FigurePath.Text($"{X:0.#}"));
        builder.AddAttribute(4, "y", FigurePath.Text($"{Y:0.#}"));
        builder.AddContent(5, Words);
        builder.CloseElement();
    }
}
