using Microsoft.Win32.SafeHandles;

namespace WebLab.Data.Datasets;

/// <summary>One IDX file of which parts are read. A plain one is opened for each of them, so that it can be replaced meanwhile; a gzipped
/// one is
/// unpacked into a temporary file, which goes with the last that reads it.</summary>
internal sealed class OpenIdxFile
{
    private readonly string _path;
    private readonly SafeFileHandle? _unpacked;
    private readonly int _header;

    private OpenIdxFile(string path, SafeFileHandle? unpacked, int[] sizes) =>
        (_path, _unpacked, Sizes, _header) = (path, unpacked, sizes, 4 * (1 + sizes.Length));

    /// <summary>What the header announces of each dimension.</summary>
    public int[] Sizes { get; }

    /// <summary>Looks at a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many dimensions it must have.</param>
    /// <exception cref="DatasetException">It is not whole.</exception>
    public static OpenIdxFile Of(string path, int dimensions)
    {
        if (!IdxFile.IsGzip(path))
            return new(path, null, IdxFile.Each(path, dimensions, _ => { }, _ => { }));
        var temporary = File.OpenHandle(
            Path.Combine(Path.GetTempPath(), $"weblab-{Guid.NewGuid():N}.idx"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            FileOptions.DeleteOnClose
        );
        try
        {
            var at = 0L;
            return new(path, temporary, IdxFile.Each(path, dimensions, bytes => Write(bytes), Write));

            void Write(ReadOnlySpan<byte> bytes)
            {
                RandomAccess.Write(temporary, bytes, at);
                at += bytes.Length;
            }
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    /// <summary>Some of its values.</summary>
    /// <param name="first">How many come before them.</param>
    /// <param name="values">Where they go: as many as fill it.</param>
    public void Read(long first, Span<byte> values)
    {
        using var opened = _unpacked is null ? File.OpenHandle(_path) : null;
        FileBytes.Read(_unpacked ?? opened!, _path, _header + first, values);
    }
}
