using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Server.Datasets.Uploads;

/// <summary>What may be sent: names from outside become paths below the upload's own folder and nowhere else.</summary>
internal static class UploadPaths
{
    public const int MaxFiles = 100_000;
    private const int MaxName = 100,
        MaxPath = 500,
        MaxPart = 200,
        MaxDepth = 16;

    /// <summary>Why the files are refused, one sentence; null when they are not.</summary>
    public static string? Problem(UploadRequest request)
    {
        if (!VisibleText.Is(request.Name) || request.Name.Length > MaxName)
            return $"name must have 1 to {MaxName} visible characters; it was {Sentence.Shown(request.Name)}.";
        if (request.Files.Count is < 1 or > MaxFiles)
            return Sentence.Of(
                $"files must be 1 to {MaxFiles:N0}; there were {request.Files.Count:N0}. Send more of them as one zip or tar."
            );
        if (request.Files.Contains(null!))
            return "files must each have a path and a size; one was null.";
        // As a disk that knows no capitals would have it.
        var paths = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in request.Files)
        {
            if (file.Size < 0)
                return Sentence.Of($"size must be at least 0; that of {Sentence.Shorten(file.Path)} was {file.Size}.");
            if (!IsInside(file.Path))
                return $"path must lead down from the folder, with at most {MaxDepth} names of at most {MaxPart} bytes and slashes "
                    + $"between, none of them . or .. or with a backslash, a colon or an invisible character; it was "
                    + $"{Sentence.Shown(file.Path)}.";
            if (!paths.Add(file.Path))
                return $"path must be another for each file; {Sentence.Shorten(file.Path)} came twice.";
        }
        return request.Files.FirstOrDefault(file => Above(file.Path).Any(paths.Contains)) is { } inside
            ? $"path must not lead through another file; {Sentence.Shorten(inside.Path)} did."
            : null;
    }

    private static bool IsInside(string path) =>
        path.Length is >= 1 and <= MaxPath
        && path.Split('/') is { Length: <= MaxDepth } parts
        && parts.All(part =>
            part is not ("" or "." or "..")
            && Encoding.UTF8.GetByteCount(part) <= MaxPart
            && VisibleText.Is(part)
            && !part.Contains('\\', StringComparison.Ordinal)
            && !part.Contains(':', StringComparison.Ordinal)
        );

    private static IEnumerable<string> Above(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }
}
