using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WebLab.Client.Figures;

namespace WebLab.Server.Experiments;

/// <summary>A figure as the page draws it, and as a file that needs no page: what style sheet and theme say of it in the light colours is
/// written into the SVG, since programs that read one know neither.</summary>
internal sealed class FigureFile(IServiceProvider services, ILoggerFactory loggers)
{
    private const double Width = 720,
        Height = 400;

    private const string Ink = "#15191c",
        FaintInk = "#545f68",
        Paper = "#ffffff",
        Grid = "#e1e5e8",
        Axis = "#87929b",
        Hue = "hue";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The theme's, by number.</summary>
    public static IReadOnlyList<string> Hues { get; } =
        ["#1f6fb8", "#c65a11", "#7a4fc0", "#0b8577", "#b8337f", "#8a7400", "#0e7fa3", "#b3382f", "#5d7a1f", "#5b6673"];

    // By the classes of FigureSvg, as figures.css has them.
    private static readonly Dictionary<string, (string Name, string Value)[]> Styles = new()
    {
        ["figure-key"] = [],
        ["figure-grid"] = [("stroke", Grid), ("stroke-width", "1"), ("fill", "none")],
        ["figure-axis"] = [("stroke", Axis), ("stroke-width", "1"), ("fill", "none")],
        ["figure-line"] =
        [
            ("fill", "none"),
            ("stroke", Hue),
            ("stroke-width", "2.25"),
            ("stroke-linejoin", "round"),
            ("stroke-linecap", "round"),
        ],
        ["figure-line is-dashed"] = [("stroke-dasharray", "6 4")],
        ["figure-line is-published"] = [("stroke-width", "1.25"), ("stroke-opacity", "0.75")],
        ["figure-mark"] = [("fill", Hue), ("stroke", Paper), ("stroke-width", "1")],
        ["figure-mark is-published"] = [("fill", Paper), ("stroke", Hue), ("stroke-width", "1.25")],
        ["figure-band"] = [("fill", Hue), ("fill-opacity", "0.16"), ("stroke", "none")],
        ["figure-whisker"] = [("stroke", Hue), ("stroke-width", "1.5"), ("fill", "none")],
        ["figure-word"] = [("fill", Ink)],
        ["figure-tick"] = [("fill", FaintInk)],
        ["figure-label"] = [("fill", Ink), ("font-weight", "600")],
        ["figure-waiting"] = [("fill", FaintInk), ("font-size", "13")],
    };

    /// <summary>Draws one.</summary>
    /// <returns>A whole SVG document.</returns>
    public async Task<string> Draw(Figure figure)
    {
        // The key of many lines takes no room from them.
        var key = new FigureFrame(figure, Width, Height).Key;
        var height = Height + (key.Count > 0 ? key[^1].Y : 0);
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?> { [nameof(FigureSvg.Frame)] = new FigureFrame(figure, Width, height) }
        );
        // It keeps what it has drawn as long as it is there.
        await using var renderer = new HtmlRenderer(services, loggers);
        var markup = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<FigureSvg>(parameters)).ToHtmlString()
        );
        using var reader = XmlReader.Create(new StringReader(markup), new() { CheckCharacters = false });
        var svg = XDocument.Load(reader).Root!;
        foreach (var text in svg.DescendantNodes().OfType<XText>())
            text.Value = Clean(text.Value);
        foreach (var attribute in svg.DescendantsAndSelf().Attributes())
            attribute.Value = Clean(attribute.Value);
        Settle(svg, Ink);
        svg.Add(
            new XAttribute("width", Width),
            new XAttribute("height", height),
            new XAttribute("font-family", "Inter, Helvetica, Arial, sans-serif"),
            new XAttribute("font-size", "12")
        );
        var paper = new XElement(Svg + "rect", new XAttribute("width", Width), new XAttribute("height", height));
        paper.Add(new XAttribute("fill", Paper));
        svg.AddFirst(paper);
        var file = new StringBuilder();
        using (var writer = XmlWriter.Create(file, new() { OmitXmlDeclaration = true, Indent = true }))
            svg.WriteTo(writer);
        return file.Append('\n').ToString();
    }

    // Words of a recipe may have characters that XML has not.
    private static string Clean(string words) =>
        string.Concat(words.Select((letter, at) => IsXml(words, at) ? letter : '\uFFFD'));

    private static bool IsXml(string words, int at) =>
        XmlConvert.IsXmlChar(words[at])
        || (at + 1 < words.Length && XmlConvert.IsXmlSurrogatePair(words[at + 1], words[at]))
        || (at > 0 && XmlConvert.IsXmlSurrogatePair(words[at], words[at - 1]));

    private static void Settle(XElement element, string hue)
    {
        element.Name = Svg + element.Name.LocalName;
        if (element.Attribute("style") is { } style)
        {
            hue = HueOf(style.Value);
            style.Remove();
        }
        if (element.Attribute("class") is { } classes)
        {
            classes.Remove();
            string[] words = element.Parent is null ? [] : classes.Value.Split(' ');
            foreach (var word in words)
                foreach (var (name, value) in Styles[word == words[0] ? word : $"{words[0]} {word}"])
                    element.SetAttributeValue(name, value == Hue ? hue : value);
        }
        foreach (var part in element.Elements())
            Settle(part, hue);
    }

    // --hue: var(--run-3), or the ink of words.
    private static string HueOf(string style) =>
        style.Split("--run-") is [_, var number]
            ? Hues[int.Parse(number.TrimEnd(')', ';', ' '), CultureInfo.InvariantCulture)]
            : FaintInk;
}
