using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>The values of an array that stay in their file; several threads may read them.</summary>
/// <param name="entry">The file, for sentences.</param>
/// <param name="stream">Its content, with a position.</param>
/// <param name="start">The first value's first byte.</param>
internal sealed class StoredValues(SourceEntry entry, Stream stream, long start)
{
    /// <summary>The bytes of some values.</summary>
    /// <param name="first">The first of them, counted from the first value's.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="Data.Datasets.DatasetException">The file has become shorter.</exception>
    public byte[] Read(long first, int count)
    {
        var bytes = new byte[count];
        var read = 0;
        if (stream is FileStream file)
        {
            for (int last; read < count; read += last)
            {
                last = RandomAccess.Read(file.SafeFileHandle, bytes.AsSpan(read), start + first + read);
                if (last == 0)
                    break;
            }
        }
        else
        {
            lock (stream)
            {
                stream.Position = start + first;
                read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
            }
        }
        return read == count ? bytes : throw entry.Refuse("ends early.");
    }
}
