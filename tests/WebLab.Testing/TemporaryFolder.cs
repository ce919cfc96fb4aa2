namespace WebLab.Testing;

/// <summary>A folder of one's own that goes, with all that is in it, when its user has done.</summary>
public sealed class TemporaryFolder(string prefix = "weblab-test-") : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file of zeros, then the given bytes at the given places. Zeros take no room on the disk.</summary>
    public string Write(string name, long length, params (long At, byte[] Bytes)[] parts)
    {
        using var file = System.IO.File.Create(File(name));
        file.SetLength(length);
        foreach (var (at, bytes) in parts)
        {
            file.Position = at;
            file.Write(bytes);
        }
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
