using System.Net.Http.Headers;

namespace WebLab.Server.Datasets.Downloads;

/// <summary>
/// What has come of a file, and by which mark (ETag or date) its publisher knows this version, so that what comes later is never
/// joined to the beginning of another version.
/// </summary>
internal sealed class PartialFile(string path)
{
    private readonly string _markPath = path + ".mark";

    public string Path { get; } = path;

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The publisher's mark of what has come; null when it gave none.</summary>
    public RangeConditionHeaderValue? Mark =>
        File.Exists(_markPath) && RangeConditionHeaderValue.TryParse(File.ReadAllText(_markPath), out var mark) ? mark : null;

    /// <summary>Opens it for what follows.</summary>
    public FileStream Append() => new(Path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);

    /// <summary>Opens it empty. The mark is written between emptying and filling, so that no crash leaves bytes under a wrong
    /// mark.</summary>
    public FileStream Restart(HttpResponseMessage answer)
    {
        Delete();
        var mark = answer.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : answer.Content.Headers.LastModified?.ToString("R");
        if (mark is not null)
            File.WriteAllText(_markPath, mark);
        return Append();
    }

    public void Delete()
    {
        File.Delete(Path);
        File.Delete(_markPath);
    }

    /// <summary>Gives the whole file its own name.</summary>
    public void Finish(string name)
    {
        File.Move(Path, name, overwrite: true);
        File.Delete(_markPath);
    }
}
