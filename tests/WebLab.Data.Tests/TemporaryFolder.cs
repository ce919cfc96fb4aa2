namespace WebLab.Data.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("weblab-data-").FullName;

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
