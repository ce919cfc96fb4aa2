namespace WebLab.Training.Import.Sources;

/// <summary>A file of a folder.</summary>
/// <param name="file">Where it is.</param>
internal sealed class FileEntry(string file, string path, string title, long length, bool isGzip) : SourceEntry(path, title, length, isGzip)
{
    public override Stream OpenSeekable(long most) => IsGzip ? base.OpenSeekable(most) : Open(most);

    protected override Stream Raw() => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);

    protected override byte[] Bytes(int count)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(done), done);
            if (read == 0)
                throw Refuse("ends early.");
            done += read;
        }
        return bytes;
    }
}
