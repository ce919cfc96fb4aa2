using Microsoft.Extensions.FileProviders;
using WebLab.Server.Problems;

namespace WebLab.Server.Site;

/// <summary>The one page of the site. Its base is the folder under which the browser found it, which only the request tells.</summary>
internal sealed class IndexPage(IWebHostEnvironment environment)
{
    private const string Base = "<base href=\"/\" />";

    private readonly Lazy<string?> _html = new(() =>
        environment.WebRootFileProvider.GetFileInfo("index.html") is { Exists: true } file ? Read(file) : null
    );

    public IResult Of(HttpRequest request)
    {
        if (_html.Value is not { } html)
            return Problem.Of(404, "This server was built without its pages; ./weblab serve builds it with them.");
        return Results.Content(
            request.PathBase.HasValue ? html.Replace(Base, $"<base href=\"{Folder(request)}\" />", StringComparison.Ordinal) : html,
            "text/html; charset=utf-8"
        );
    }

    // As a URI component, every character that would end the attribute is escaped.
    private static string Folder(HttpRequest request) =>
        request.PathBase.ToUriComponent().Replace("'", "%27", StringComparison.Ordinal) + "/";

    private static string Read(IFileInfo file)
    {
        using var reader = new StreamReader(file.CreateReadStream());
        var html = reader.ReadToEnd();
        return html.Contains(Base, StringComparison.Ordinal)
            ? html
            : throw new InvalidOperationException($"index.html must hold {Base}, which is set to where the site lies.");
    }
}
