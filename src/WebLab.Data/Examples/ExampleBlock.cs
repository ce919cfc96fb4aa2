using System.IO.Compression;

namespace WebLab.Data.Examples;

/// <summary>The columns of one evaluation, one value an example.</summary>
public sealed class ExampleBlock
{
    /// <summary>Stands for no class.</summary>
    public const ushort NoClass = ushort.MaxValue;

    private readonly Array[] _columns;

    /// <summary>Columns of zeros.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="count">Examples.</param>
    public ExampleBlock(IReadOnlyList<ExampleColumn> columns, int count)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns =
        [
            .. columns.Select(column =>
                column.Type switch
                {
                    ExampleColumnType.ClassIndex => (Array)new ushort[count],
                    ExampleColumnType.Number => new float[count],
                    _ => throw new InvalidDataException($"There is no column type {(int)column.Type}."),
                }
            ),
        ];
    }

    /// <summary>A column of class indices.</summary>
    /// <param name="column">Its place, from 0.</param>
    public ushort[] Classes(int column) => (ushort[])_columns[column];

    /// <summary>A column of numbers.</summary>
    /// <param name="column">Its place, from 0.</param>
    public float[] Numbers(int column) => (float[])_columns[column];

    /// <summary>Bytes of the columns before they are compressed.</summary>
    public long Bytes => _columns.Sum(column => (long)Buffer.ByteLength(column));

    /// <summary>The columns, compressed. The bytes of one significance stand together: the upper bytes of class indices are nearly all
    /// zero.</summary>
    internal byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var column in _columns)
                deflate.Write(Parted(column));
        }
        return packed.ToArray();
    }

    /// <summary>Fills the columns from what <see cref="Pack"/> gave.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    internal void Unpack(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        foreach (var column in _columns)
        {
            var parted = new byte[Buffer.ByteLength(column)];
            if (deflate.ReadAtLeast(parted, parted.Length, throwOnEndOfStream: false) < parted.Length)
                throw new InvalidDataException("A block of examples is shorter than its columns.");
            if (column is ushort[] classes)
                Join(parted, classes);
            else
                Join(parted, (float[])column);
        }
    }

    // The lower bytes first: every machine that this runs on is little-endian.
    private static void Join(byte[] parted, ushort[] values)
    {
        var count = values.Length;
        for (var i = 0; i < values.Length; i++)
            values[i] = (ushort)(parted[i] | (parted[count + i] << 8));
    }

    private static void Join(byte[] parted, float[] values)
    {
        var count = values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.Int32BitsToSingle(
                parted[i] | (parted[count + i] << 8) | (parted[(2 * count) + i] << 16) | (parted[(3 * count) + i] << 24)
            );
        }
    }

    private static byte[] Parted(Array column)
    {
        var bytes = new byte[Buffer.ByteLength(column)];
        Buffer.BlockCopy(column, 0, bytes, 0, bytes.Length);
        var (count, size) = (column.Length, bytes.Length / Math.Max(1, column.Length));
        var parted = new byte[bytes.Length];
        for (var i = 0; i < count; i++)
        {
            for (var part = 0; part < size; part++)
                parted[(part * count) + i] = bytes[(i * size) + part];
        }
        return parted;
    }
}
