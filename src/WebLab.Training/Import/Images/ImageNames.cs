using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Images;

/// <summary>Finds images by what a table calls them: their path, the end of it, with the extension or without.</summary>
internal sealed class ImageNames
{
    private readonly Dictionary<string, SourceEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceEntry> _others = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, SourceEntry>> _anyCase;

    public ImageNames(IEnumerable<SourceEntry> images)
    {
        // A table may say .jpg of what is called .JPG.
        _anyCase = new(() =>
            _entries.DistinctBy(each => each.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase)
        );
        foreach (var image in images)
        {
            Count++;
            var bare = image.Path[..^image.Extension.Length];
            foreach (var path in new[] { image.Path, bare })
            {
                // Every end of the path that begins with a folder or the name.
                for (var at = 0; at >= 0; at = path.IndexOf('/', at) is >= 0 and var slash ? slash + 1 : -1)
                    Add(path[at..], image);
            }
        }
    }

    public int Count { get; }

    /// <summary>The image of such a name, one of them where it is that of several.</summary>
    public SourceEntry? Find(string name)
    {
        var path = Path(name);
        return path.Length == 0 ? null : _entries.GetValueOrDefault(path) ?? _anyCase.Value.GetValueOrDefault(path);
    }

    /// <summary>Two images of one name; null where it is that of one or none.</summary>
    public (SourceEntry One, SourceEntry Other)? Other(string name) =>
        Path(name) is var path && _others.TryGetValue(path, out var other) ? (_entries[path], other) : null;

    private void Add(string name, SourceEntry image)
    {
        if (_entries.TryAdd(name, image) || _entries[name] is not { } known || known == image || known.Path == name)
            return;
        // A whole path is that of one alone.
        if (image.Path == name)
        {
            _entries[name] = image;
            _others.Remove(name);
        }
        else
            _others.TryAdd(name, image);
    }

    private static string Path(string name)
    {
        var path = name.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        return path.TrimStart('/');
    }
}
