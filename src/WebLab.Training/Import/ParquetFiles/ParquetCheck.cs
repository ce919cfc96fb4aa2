using System.Buffers.Binary;
using Parquet.Meta;
using WebLab.Contracts;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.ParquetFiles;

/// <summary>What a Parquet file claims of itself, looked at before the library believes it.</summary>
/// <param name="entry">The file, for sentences.</param>
/// <param name="stream">Its content.</param>
internal sealed class ParquetCheck(SourceEntry entry, Stream stream)
{
    /// <summary>Rows that a column of a group is read for at once.</summary>
    public const int MaxGroupRows = 1 << 24;

    /// <summary>Bytes that a column of a group may have, unpacked.</summary>
    public const long MaxColumnBytes = 1_000_000_000;

    private const int MaxFooter = 64_000_000,
        MaxHeader = 1 << 20,
        MaxDepth = 32;

    // As BoundedStream has it, for the same reason.
    private const long MaxRatio = 200,
        FreeBytes = 64_000_000;

    /// <summary>That there is a whole footer, and that its schema is no tower.</summary>
    /// <exception cref="Data.Datasets.DatasetException">It is not so.</exception>
    public void Footer()
    {
        if (stream.Length < 12)
            throw entry.Refuse("is no Parquet file: it is too short for one.");
        var end = Bytes(stream.Length - 8, 8);
        if (end.AsSpan(4).SequenceEqual("PARE"u8))
            throw entry.Refuse("is encrypted, which is not read.");
        if (!end.AsSpan(4).SequenceEqual("PAR1"u8))
            throw entry.Refuse("is not whole, or no Parquet file: it has no footer at its end.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (length > stream.Length - 12)
            throw entry.Refuse("is not whole: its footer would begin before it does.");
        if (length > MaxFooter)
            throw entry.Refuse(Sentence.Of($"has a footer of {length:N0} bytes; at most {MaxFooter:N0} are read."));
        try
        {
            Schema(ThriftStruct.Read(Bytes(stream.Length - 8 - length, (int)length), out _));
        }
        catch (InvalidDataException error)
        {
            throw entry.Refuse($"has a footer that cannot be read: {error.Message}.", error);
        }
    }

    /// <summary>That the pages of a column of a group hold what is said of them, and not more than is read.</summary>
    /// <param name="chunk">The column.</param>
    /// <param name="rows">Rows of the group.</param>
    /// <exception cref="Data.Datasets.DatasetException">It is not so.</exception>
    public void Pages(ColumnChunk chunk, long rows)
    {
        if (chunk.FilePath is not null)
            throw entry.Refuse("has columns in another file, which is not opened.");
        var meta = chunk.MetaData ?? throw entry.Refuse("has a column without its description.");
        if (meta.NumValues != rows)
            throw entry.Refuse(Sentence.Of($"has a column of {meta.NumValues:N0} values in a group of {rows:N0} rows."));
        var at = meta.DictionaryPageOffset is > 0 and var dictionary && dictionary < meta.DataPageOffset ? dictionary : meta.DataPageOffset;
        long values = 0,
            unpacked = 0;
        while (values < rows)
        {
            var (page, length) = Header(at);
            var (packedBytes, bytes) = (page.Number(3), page.Number(2));
            if (packedBytes < 0 || bytes < 0 || packedBytes > stream.Length - at - length)
                throw entry.Refuse("has a page that reaches beyond the file.");
            unpacked += bytes;
            if (unpacked > MaxColumnBytes)
                throw entry.Refuse(
                    Sentence.Of($"has a group whose column has more than {MaxColumnBytes:N0} bytes: write it with smaller row groups.")
                );
            if (unpacked > FreeBytes && unpacked > MaxRatio * entry.Length)
                throw entry.Refuse(
                    Sentence.Of($"unpacks to more than {MaxRatio} times its {entry.Length:N0} bytes, which no honest file does.")
                );
            var inPage = (page.Inner(5) ?? page.Inner(8))?.Number(1) ?? 0;
            if (inPage < 0 || inPage > rows - values)
                throw entry.Refuse(Sentence.Of($"has pages of more values than the {rows:N0} rows of their group."));
            values += inPage;
            at += length + packedBytes;
        }
    }

    private void Schema(ThriftStruct footer)
    {
        var elements = footer.Structs(2);
        // How many children are left at each level down to the one at hand.
        var open = new Stack<long>();
        foreach (var element in elements)
        {
            while (open.TryPeek(out var left) && left == 0)
                open.Pop();
            if (open.TryPop(out var before))
                open.Push(before - 1);
            if (element.Number(5, 0) is > 0 and var children)
                open.Push(children);
            if (open.Count > MaxDepth)
                throw entry.Refuse($"has columns within columns beyond {MaxDepth}.");
        }
        if (elements.Count < 2 || open.Any(left => left > 0))
            throw entry.Refuse("has a footer whose columns are not whole.");
    }

    private (ThriftStruct Page, int Length) Header(long at)
    {
        if (at < 4 || at >= stream.Length)
            throw entry.Refuse("has a page that reaches beyond the file.");
        // A page header is short, unless its statistics quote long values.
        foreach (var most in new[] { 4_096, MaxHeader })
        {
            try
            {
                return (ThriftStruct.Read(Bytes(at, (int)Math.Min(most, stream.Length - at)), out var used), used);
            }
            catch (InvalidDataException) when (most < MaxHeader && stream.Length - at > most)
            {
                // Once more with more of it.
            }
            catch (InvalidDataException error)
            {
                throw entry.Refuse($"has a page that cannot be read: {error.Message}.", error);
            }
        }
        throw entry.Refuse("has a page that cannot be read.");
    }

    private byte[] Bytes(long at, int count)
    {
        var bytes = new byte[count];
        stream.Position = at;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
