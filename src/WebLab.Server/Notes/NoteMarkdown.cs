using System.Net;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace WebLab.Server.Notes;

/// <summary>
/// Turns a note into HTML that is safe to show to anyone: HTML in it is text, links lead to web addresses or within the site, and nothing
/// is loaded from elsewhere when it is shown.
/// </summary>
internal static class NoteMarkdown
{
    private static readonly string[] Schemes = ["https://", "http://", "mailto:"];

    // Extensions one by one: the one for attributes would let a note write onclick.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoLinks()
        .Build();

    /// <param name="text">The note's Markdown.</param>
    /// <param name="folder">The folder in which a proxy serves the lab, as an address has it; empty for none.</param>
    public static string ToHtml(string text, string folder = "")
    {
        try
        {
            var note = Markdown.Parse(text, Pipeline);
            Disarm(note, folder.TrimEnd('/'));
            return note.ToHtml(Pipeline);
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser or the renderer follows.
            return $"<pre>{WebUtility.HtmlEncode(text)}</pre>";
        }
    }

    private static void Disarm(MarkdownDocument note, string folder)
    {
        foreach (var link in note.Descendants<LinkInline>())
        {
            // A picture would be loaded from wherever the writer says: it becomes a link.
            link.IsImage = false;
            link.GetDynamicUrl = null;
            link.Url = Allowed(link.Url, folder);
            Mark(link);
        }
        foreach (var link in note.Descendants<AutolinkInline>())
        {
            if (!link.IsEmail)
                link.Url = Allowed(link.Url, folder);
            Mark(link);
        }
    }

    private static string Allowed(string? url, string folder) =>
        url is null ? "#"
        : url.StartsWith('#') || Schemes.Any(scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) ? url
        : Within(url, folder) switch
        {
            // Two slashes, however turned, lead to another host. One leads to the lab, in whichever folder a proxy serves it.
            ['/', '/' or '\\', ..] => "#",
            ['/', ..] path => "." + path,
            _ => "#",
        };

    // An address that was copied from the browser has the folder in it.
    private static string Within(string url, string folder)
    {
        if (folder.Length == 0 || !url.StartsWith(folder, StringComparison.OrdinalIgnoreCase))
            return url;
        return url[folder.Length..] switch
        {
            ['/', ..] path => path,
            "" or ['?' or '#', ..] => "/" + url[folder.Length..],
            _ => url,
        };
    }

    private static void Mark(MarkdownObject link) => link.GetAttributes().AddProperty("rel", "noopener noreferrer nofollow");
}
