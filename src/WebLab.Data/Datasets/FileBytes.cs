using Microsoft.Win32.SafeHandles;

namespace WebLab.Data.Datasets;

/// <summary>Some bytes of a file, from a place on.</summary>
internal static class FileBytes
{
    /// <exception cref="DatasetException">The file ends before them.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void Read(SafeFileHandle file, string path, long offset, Span<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var count = RandomAccess.Read(file, bytes[done..], offset + done);
            if (count == 0)
                throw new DatasetException($"{path} has become shorter since it was looked at.");
            done += count;
        }
    }
}
