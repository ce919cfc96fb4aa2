using System.IO.Compression;
using System.Text;
using WebLab.Contracts;
using WebLab.Data;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import.Sources;

/// <summary>A file of the sources, wherever it lies: in a folder, in an archive, packed by gzip or not.</summary>
/// <param name="path">Its place in the sources, parted by /, without the .gz of a packed file.</param>
/// <param name="title">What the whole source is called, for sentences.</param>
/// <param name="length">Bytes as they lie there.</param>
/// <param name="isGzip">Whether they are packed by gzip.</param>
internal abstract class SourceEntry(string path, string title, long length, bool isGzip)
{
    public string Path => path;

    public string Name { get; } = path[(path.LastIndexOf('/') + 1)..];

    public string Extension { get; } = System.IO.Path.GetExtension(path).ToLowerInvariant();

    /// <summary>Bytes as they lie there; a file packed by gzip has more.</summary>
    public long Length => length;

    public bool IsGzip => isGzip;

    /// <summary>The file for sentences: nothing in its name can turn or hide them.</summary>
    public string Shown { get; } = Visible(title == path || path.Length == 0 ? title : $"{path} in {title}");

    public DatasetException Refuse(string sentence, Exception? cause = null) => new($"{Shown} {sentence}", cause);

    /// <summary>All of it.</summary>
    /// <param name="most">Bytes that it may have, unpacked.</param>
    /// <exception cref="DatasetException">It has more, or is not whole.</exception>
    public byte[] Read(long most)
    {
        most = Math.Min(most, Array.MaxLength);
        if (!isGzip)
        {
            if (length > most)
                throw TooLong(length, most);
            return Bytes((int)length);
        }
        using var stream = Open(most);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Its first bytes, or all where it has fewer.</summary>
    public byte[] Begin(int count)
    {
        using var stream = isGzip ? Open(long.MaxValue) : Raw();
        var bytes = new byte[isGzip ? count : (int)Math.Min(count, length)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Its content from the beginning; what it really has is counted, whatever is said of it.</summary>
    /// <param name="most">Bytes that it may have, unpacked.</param>
    public Stream Open(long most)
    {
        if (!isGzip)
            return length <= most ? Raw() : throw TooLong(length, most);
        return new BoundedStream(new GZipStream(Raw(), CompressionMode.Decompress), this, most, Trailer());
    }

    /// <summary>Its content with a length and a position: as it lies there, or unpacked into memory or a file without a name.</summary>
    public virtual Stream OpenSeekable(long most)
    {
        using var stream = Open(most);
        var spool = TemporarySpool.Create();
        stream.CopyTo(spool);
        spool.Position = 0;
        return spool;
    }

    public static string Visible(string name)
    {
        if (VisibleText.Is(name))
            return Sentence.Shorten(name, 120);
        var kept = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
            kept.Append(VisibleText.Is($"a{rune}") ? rune : Rune.ReplacementChar);
        return Sentence.Shorten(kept.Length == 0 ? "a file without a name" : kept.ToString(), 120);
    }

    /// <summary>The bytes as they lie there, from the first.</summary>
    protected abstract Stream Raw();

    /// <summary>All bytes as they lie there: exactly so many, else it is not whole.</summary>
    protected virtual byte[] Bytes(int count)
    {
        using var stream = Raw();
        var bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Refuse("ends early.");
    }

    internal DatasetException TooLong(long has, long most) =>
        Refuse(Sentence.Of($"has {(has > most ? Sentence.Of($"{has:N0}") : "more")} bytes; at most {most:N0} are read."));

    private GzipTrailer? Trailer()
    {
        using var raw = Raw();
        if (!raw.CanSeek || raw.Length < 8)
            return null;
        var last = new byte[8];
        raw.Position = raw.Length - last.Length;
        raw.ReadExactly(last);
        return GzipTrailer.Of(last);
    }
}
