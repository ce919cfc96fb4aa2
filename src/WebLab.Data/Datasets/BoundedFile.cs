using WebLab.Contracts;

namespace WebLab.Data.Datasets;

/// <summary>Reads files that a person names, whose length need not be true: a device says that it has none and never ends.</summary>
public static class BoundedFile
{
    private const int Part = 1 << 16;

    /// <summary>Reads a file that may not be large from a folder in which anything may lie: what has no bytes is not opened, for a pipe or
    /// a device has none, and would be waited for.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="what">What has at most so many bytes, for the sentence.</param>
    /// <param name="title">The person's name for it; null for its own.</param>
    /// <exception cref="DatasetException">It has more, or none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadPlain(string path, int most, string what, string? title = null) =>
        LinkEnd.Bytes(path) > 0
            ? Read(path, most, what, title)
            : throw new DatasetException($"{title ?? Path.GetFileName(path)} is empty, or no plain file.");

    /// <summary>Reads a file that may not be large.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="what">What has at most so many bytes, for the sentence: <c>a label file</c>.</param>
    /// <param name="title">The person's name for it; null for its own.</param>
    /// <exception cref="DatasetException">It has more.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, int most, string what, string? title = null)
    {
        var name = title ?? Path.GetFileName(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var length = file.CanSeek ? file.Length : 0;
        if (length > most)
            throw new DatasetException(Sentence.Of($"{name} has {length:N0} bytes; {what} has at most {most:N0}."));
        // At its length at once: what grows is there twice.
        var bytes = new byte[length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            return bytes[..read];
        var part = new byte[Part];
        if (file.Read(part) is not (> 0 and var more))
            return bytes;
        var grown = new MemoryStream();
        grown.Write(bytes);
        for (; more > 0; more = file.Read(part))
        {
            grown.Write(part, 0, more);
            if (grown.Length > most)
                throw new DatasetException(Sentence.Of($"{name} has more than {most:N0} bytes, the most that {what} has."));
        }
        return grown.ToArray();
    }
}
