using System.Buffers.Binary;
using Parquet;
using WebLab.Contracts;
using WebLab.Data;
using WebLab.Training.Import;

namespace WebLab.Training.Tests.Import;

/// <summary>Parquet files that are none, or lie, are refused with one sentence, in little memory, and nothing is written.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileParquetTests : IDisposable
{
    private readonly ImportTrial _trial = new() { Limits = new() { Columns = 200 } };

    public static TheoryData<string, string> Files =>
        new()
        {
            { "a text of that name", "it has no footer at its end" },
            { "a few bytes", "it is too short for one" },
            { "cut off", "it has no footer at its end" },
            { "without its middle", "" },
            { "encrypted", "is encrypted, which is not read" },
            { "a footer longer than the file", "its footer would begin before it does" },
            { "a footer of noise", "has a footer that cannot be read" },
            { "a tower of columns", "has columns within columns beyond 32" },
            { "columns that are missing", "has a footer whose columns are not whole" },
            { "nine million zeros", "200 times its" },
            { "the same, said to be of 100", "" },
            { "one image 30,000 times", "200 times its" },
            { "300 columns", "has 300 columns, more than the 200 that are read" },
            { "no labels", "no column that looks like labels" },
            { "labels alone", "has no column of features beside its labels" },
            { "bytes alone", "has no column of numbers, words or dates, and so no labels" },
            { "one class", "has one class only" },
            { "two files of other columns", "has other columns than" },
            { "no such image column", "has no column nothing of bytes for the file column; those of bytes are none" },
            { "images that are none", "examples can be read" },
        };

    public void Dispose() => _trial.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Hostile_files_are_refused(string what, string sentence)
    {
        _trial.Write("t.parquet", await Make(what));
        if (what == "two files of other columns")
            _trial.Write("u.parquet", await ParquetTrial.Write(ParquetTrial.Of("other", 1.5, 2.5), ParquetTrial.Of("y", "p", "q")));
        _trial.Refuses(new() { FileColumn = what == "no such image column" ? "nothing" : null }, sentence);
    }

    /// <summary>Each byte of a small file in turn is another: it is imported or refused, and nothing else ever happens.</summary>
    [Fact]
    public async Task A_file_with_any_one_byte_changed_is_imported_or_refused_with_a_sentence()
    {
        var whole = await Table(12);
        var draws = new RandomStream(Seeds.Derive(1, "parquet-bytes"));
        for (var i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] = (byte)(changed[i] + 1 + draws.NextInt(255));
            var path = _trial.Write("t.parquet", changed);
            var end = ImportRun.Do(new([path]) { Limits = new() { Seconds = 20 } }, _ => { }, TestContext.Current.CancellationToken);
            Assert.True(end.Problem is null || VisibleText.Is(end.Problem), $"byte {i}: {end.Problem}");
        }
    }

    private static async Task<byte[]> Make(string what)
    {
        var whole = await Table(2_000);
        switch (what)
        {
            case "a text of that name":
                return [.. Enumerable.Repeat((byte)'a', 500)];
            case "a few bytes":
                return [.. "PAR1PAR1"u8];
            case "cut off":
                return whole[..(whole.Length / 2)];
            case "without its middle":
                return [.. whole[..100], .. whole[1_000..]];
            case "encrypted":
                return [.. whole[..^4], .. "PARE"u8];
            case "a footer longer than the file":
                BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(^8), 1_000_000_000);
                return whole;
            case "a footer of noise":
                whole.AsSpan((whole.Length - 200)..^8).Fill(0xFF);
                BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(^8), 192);
                return whole;
            case "a tower of columns":
                return Footer(200_000, 1);
            case "columns that are missing":
                return Footer(3, 7);
            case "nine million zeros":
                return await Zeros();
            case "the same, said to be of 100":
                return Understated(await Zeros());
            case "one image 30,000 times":
                byte[] image = [.. ImportTrial.Png(8, 8), .. Enumerable.Range(0, 3_000).Select(i => (byte)(i * i % 251))];
                return await ParquetTrial.Write(
                    1,
                    CompressionMethod.Zstd,
                    null,
                    ParquetTrial.Of("image", [.. Enumerable.Repeat(image, 30_000)]),
                    ParquetTrial.Of("label", [.. Enumerable.Range(0, 30_000).Select(i => (long)(i % 2))])
                );
            case "300 columns":
                return await ParquetTrial.Write([.. Enumerable.Range(0, 300).Select(i => ParquetTrial.Of($"c{i}", 1.0, 2.0))]);
            case "no labels":
                return await ParquetTrial.Write(
                    ParquetTrial.Of("a", [.. Enumerable.Range(0, 40).Select(i => i / 7.0)]),
                    ParquetTrial.Of("b", [.. Enumerable.Range(0, 40).Select(i => i / 9.0)])
                );
            case "labels alone":
                return await ParquetTrial.Write(ParquetTrial.Of("y", "p", "q", "p", "q"));
            case "bytes alone":
                return await ParquetTrial.Write(ParquetTrial.Of("blob", new byte[] { 1 }, [2]));
            case "one class":
                return await ParquetTrial.Write(ParquetTrial.Of("a", 1.0, 2, 3, 4), ParquetTrial.Of("y", "p", "p", "p", "p"));
            case "images that are none":
                return await ParquetTrial.Write(
                    ParquetTrial.Images("image", [.. Enumerable.Range(0, 10).Select(_ => ImportTrial.Png(9, 9)[..40])]),
                    ParquetTrial.Of("label", [.. Enumerable.Range(0, 10).Select(i => (long)(i % 2))])
                );
            default:
                return whole;
        }
    }

    private static Task<byte[]> Table(int rows) =>
        ParquetTrial.Write(
            2,
            CompressionMethod.Gzip,
            null,
            ParquetTrial.Of("a", [.. Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? (double?)null : i / 7.0)]),
            ParquetTrial.Of("y", [.. Enumerable.Range(0, rows).Select(i => i % 2 == 0 ? "p" : "q")])
        );

    private static Task<byte[]> Zeros() =>
        ParquetTrial.Write(
            1,
            CompressionMethod.Gzip,
            null,
            ParquetTrial.Of("y", new bool[9_000_000]),
            ParquetTrial.Of("a", new double[9_000_000])
        );

    /// <summary>The last column's page says that it unpacks to 100 bytes.</summary>
    private static byte[] Understated(byte[] file)
    {
        // Of a page header the first field is its type, a data page's 0, and the second the size: 72,000,000 takes four bytes.
        for (var at = file.Length - 20; at > 0; at--)
        {
            if (
                file[at] == 0x15
                && file[at + 1] == 0
                && file[at + 2] == 0x15
                && file.AsSpan(at + 3, 3).IndexOfAnyInRange((byte)0, (byte)127) < 0
            )
                return [.. file[..(at + 3)], 0xC8, 0x01, .. file[(at + 7)..]];
        }
        throw new InvalidOperationException("The file has no page of that size.");
    }

    /// <summary>A footer alone, of so many columns with so many children each.</summary>
    private static byte[] Footer(int columns, byte children)
    {
        var bytes = new List<byte> { 0x15, 2, 0x19, 0xFC };
        for (var left = columns; ; left >>= 7)
        {
            bytes.Add((byte)(left < 128 ? left : (left & 127) | 128));
            if (left < 128)
                break;
        }
        for (var i = 0; i < columns; i++)
            bytes.AddRange([0x48, 1, (byte)'a', 0x15, (byte)(2 * children), 0]);
        bytes.AddRange([0x16, 0, 0x19, 0x0C, 0]);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Count);
        return [.. "PAR1"u8, .. bytes, .. length, .. "PAR1"u8];
    }
}
