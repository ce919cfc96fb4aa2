using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Win32.SafeHandles;
using WebLab.Contracts;
using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>What a file of recorded examples begins with.</summary>
/// <param name="Recorder">The recorder's name.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Count">Examples: the run's training set, or its test set, in the data set's order.</param>
/// <param name="Classes">Classes.</param>
/// <param name="GivenLabelHash">SHA-256 of the run's given labels.</param>
/// <param name="HeldOut">Original indices of the examples that are held out, ascending.</param>
public sealed record ExampleHeader(
    string Recorder,
    IReadOnlyList<ExampleColumn> Columns,
    int Count,
    int Classes,
    string GivenLabelHash,
    IReadOnlyList<int> HeldOut
)
{
    /// <summary>Which examples; not written for training examples, which older files are all of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RecordedSplit Split { get; init; }

    /// <summary>The label that each example is trained with, one byte an example; null where the recorder does not keep labels.</summary>
    public byte[]? GivenLabels { get; init; }

    /// <summary>The publisher's label of each example; null where the recorder does not keep labels.</summary>
    public byte[]? TrueLabels { get; init; }
}

/// <summary>One evaluation in a file: where its block is.</summary>
/// <param name="Epoch">The epoch, 1-based.</param>
/// <param name="Step">The step after which it was measured.</param>
/// <param name="Start">Where its block begins.</param>
/// <param name="Length">The block's bytes.</param>
public readonly record struct ExampleEvaluation(int Epoch, int Step, long Start, int Length);

/// <summary>
/// A file of recorded examples: magic, version, a JSON header and its SHA-256, then one block an evaluation. A block is a mark, epoch,
/// step and the length of its compressed columns, the first 16 bytes of the SHA-256 of all that, and the columns; numbers are
/// little-endian. A block is only ever added at the end: one that was cut by a kill or a full disk is no block, and whoever goes on
/// writing cuts it off.
/// </summary>
public sealed class ExampleFile
{
    private const string Suffix = ".examples";
    private const int Version = 1,
        HashBytes = 32,
        BlockHashBytes = 16,
        BlockHead = (4 * sizeof(int)) + BlockHashBytes;
    private const int Mark = 0x4B4C4258;

    // A header lists held-out examples; a block is at most 16 bytes an example of a large set.
    private const int MaxHeader = 64 * 1024 * 1024,
        MaxBlock = 1 << 30;

    private static readonly int MaxAhead = Math.Min(Environment.ProcessorCount, 8);

    private ExampleFile(string path, ExampleHeader header, IReadOnlyList<ExampleEvaluation> evaluations, long end, byte[] seal)
    {
        (Path, Header, Evaluations, End, Seal) = (path, header, evaluations, end, seal);
    }

    private static ReadOnlySpan<byte> Magic => "WEBLABEX"u8;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What it begins with.</summary>
    public ExampleHeader Header { get; }

    /// <summary>Its evaluations, in order.</summary>
    public IReadOnlyList<ExampleEvaluation> Evaluations { get; }

    /// <summary>Where its last whole block ends.</summary>
    public long End { get; }

    /// <summary>SHA-256 of the hashes of its header and of its whole blocks: another one where any byte of them is another.</summary>
    internal byte[] Seal { get; }

    /// <summary>The name of a run's file.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="recorder">The recorder's name.</param>
    public static string NameOf(Guid runId, string recorder) => $"{runId:N}.{recorder}{Suffix}";

    /// <summary>What all files of a run match.</summary>
    /// <param name="runId">The run.</param>
    public static string PatternOf(Guid runId) => $"{runId:N}.*{Suffix}";

    /// <summary>Opens a file, also while it is being written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no file of recorded examples; the message says what is wrong.</exception>
    public static ExampleFile Open(string path)
    {
        using var file = Read(path);
        return Open(file, path, file.Length);
    }

    /// <summary>Opens a file to show what it holds: whoever reads must not take changed bytes for its end, as a writer may.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no file of recorded examples, or was changed before its last whole block; the
    /// message says what is wrong.</exception>
    public static ExampleFile OpenWhole(string path)
    {
        using var file = Read(path);
        // As long as it is now: while it is looked at, another block may come whole.
        var length = file.Length;
        var opened = Open(file, path, length);
        return !HasBlockBehind(file, opened.End, length)
            ? opened
            : throw new InvalidDataException(
                $"{System.IO.Path.GetFileName(path)} is damaged: it was changed behind its first {opened.Evaluations.Count} evaluations."
            );
    }

    private static ExampleFile Open(FileStream file, string path, long end)
    {
        var head = new byte[Magic.Length + (2 * sizeof(int))];
        var name = System.IO.Path.GetFileName(path);
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan(0, 8).SequenceEqual(Magic))
            throw new InvalidDataException($"{name} is no file of recorded examples.");
        var (version, length) = (Int(head, 8), Int(head, 12));
        if (version != Version)
            throw new InvalidDataException($"{name} is of version {version}; this WebLab reads version {Version}.");
        var written = new byte[length is > 0 and <= MaxHeader ? length + HashBytes : 0];
        if (written.Length == 0 || file.ReadAtLeast(written, written.Length, throwOnEndOfStream: false) < written.Length)
            throw new InvalidDataException($"{name} has no whole header.");
        var json = written.AsSpan(0, length);
        if (!SHA256.HashData(json).AsSpan().SequenceEqual(written.AsSpan(length)))
            throw new InvalidDataException($"{name} is damaged: its header's SHA-256 is another one.");
        var header = ReadHeader(json, name);
        var start = file.Position;
        var blocks = Blocks(file, start, end);
        byte[]?[] found = [.. Ahead(blocks, block => HashIfWhole(file.SafeFileHandle, block))];
        // Behind one that was changed or cut there is none.
        byte[][] hashes = [.. found.TakeWhile(hash => hash is not null)!];
        ExampleEvaluation[] evaluations = [.. blocks.Take(hashes.Length)];
        var seal = SHA256.HashData([.. written.AsSpan(length), .. hashes.SelectMany(hash => hash)]);
        return new(path, header, evaluations, evaluations.Length == 0 ? start : evaluations[^1].Start + evaluations[^1].Length, seal);
    }

    /// <summary>Reads an evaluation's columns.</summary>
    /// <param name="evaluation">One of <see cref="Evaluations"/>.</param>
    public ExampleBlock Read(ExampleEvaluation evaluation)
    {
        using var file = Read(Path);
        file.Position = evaluation.Start + BlockHead;
        var packed = new byte[evaluation.Length - BlockHead];
        file.ReadExactly(packed);
        var block = new ExampleBlock(Header.Columns, Header.Count);
        block.Unpack(packed);
        return block;
    }

    /// <summary>Reads some evaluations' columns, in their order.</summary>
    /// <param name="evaluations">Some of <see cref="Evaluations"/>.</param>
    public IEnumerable<ExampleBlock> ReadEach(IEnumerable<ExampleEvaluation> evaluations) => Ahead(evaluations, Read);

    /// <summary>Makes a file without evaluations under a temporary name and moves it into its place, over an older one.</summary>
    internal static void Create(string path, ExampleHeader header)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header, LabJson.Options);
        var head = new byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(head, Version);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(sizeof(int)), json.Length);
        var temporary = path + ".tmp";
        File.WriteAllBytes(temporary, [.. Magic, .. head, .. json, .. SHA256.HashData(json)]);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>A block as it is added to a file.</summary>
    internal static byte[] Block(int epoch, int step, ExampleBlock columns)
    {
        var packed = columns.Pack();
        var block = new byte[BlockHead + packed.Length];
        int[] numbers = [Mark, epoch, step, packed.Length];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(i * sizeof(int)), numbers[i]);
        packed.CopyTo(block, BlockHead);
        Hash(block).CopyTo(block.AsSpan(BlockHead - BlockHashBytes));
        return block;
    }

    // What a newer WebLab may have put there is not guessed at.
    private static ExampleHeader ReadHeader(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<ExampleHeader>(json, LabJson.Tolerant)!;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{name} has a header that this WebLab cannot read: {error.Message}", error);
        }
    }

    /// <summary>The blocks that their heads tell of, whole or not.</summary>
    private static List<ExampleEvaluation> Blocks(FileStream file, long start, long end)
    {
        var (blocks, head) = (new List<ExampleEvaluation>(), new byte[BlockHead]);
        while (file.ReadAtLeast(head, BlockHead, throwOnEndOfStream: false) == BlockHead && Int(head, 0) == Mark)
        {
            var length = Int(head, 12);
            if (length is < 0 or > MaxBlock || length > end - file.Position)
                break;
            blocks.Add(new(Int(head, 4), Int(head, 8), start, BlockHead + length));
            start = file.Seek(length, SeekOrigin.Current);
        }
        return blocks;
    }

    // While one is looked at, other cores read the next. All of a long run would be more than should be in memory at once.
    private static IEnumerable<T> Ahead<T>(IEnumerable<ExampleEvaluation> evaluations, Func<ExampleEvaluation, T> read)
    {
        var ahead = new Queue<Task<T>>();
        foreach (var evaluation in evaluations)
        {
            ahead.Enqueue(Task.Run(() => read(evaluation)));
            if (ahead.Count > MaxAhead)
                yield return ahead.Dequeue().GetAwaiter().GetResult();
        }
        while (ahead.TryDequeue(out var next))
            yield return next.GetAwaiter().GetResult();
    }

    private static byte[]? HashIfWhole(SafeFileHandle file, ExampleEvaluation evaluation)
    {
        var block = ArrayPool<byte>.Shared.Rent(evaluation.Length);
        try
        {
            var bytes = block.AsSpan(0, evaluation.Length);
            return RandomAccess.Read(file, bytes, evaluation.Start) == bytes.Length && IsWhole(bytes) ? HashOf(bytes).ToArray() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> block) => HashOf(block).SequenceEqual(Hash(block));

    private static ReadOnlySpan<byte> HashOf(ReadOnlySpan<byte> block) => block[(BlockHead - BlockHashBytes)..BlockHead];

    // A kill or a full disk leaves nothing behind the block that it cut.
    private static bool HasBlockBehind(FileStream file, long end, long length)
    {
        var rest = new byte[length - end];
        file.Position = end;
        Span<byte> left = rest.AsSpan(0, file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false));
        // A resumed run has written on meanwhile.
        if (BeginsWithBlock(left))
            return false;
        Span<byte> mark = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(mark, Mark);
        while (left.Length > BlockHead && left[1..].IndexOf(mark) is >= 0 and var at)
        {
            left = left[(at + 1)..];
            if (BeginsWithBlock(left))
                return true;
        }
        return false;
    }

    private static bool BeginsWithBlock(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= BlockHead
        && Int(bytes, 0) == Mark
        && Int(bytes, 12) is >= 0 and var packed
        && packed <= bytes.Length - BlockHead
        && IsWhole(bytes[..(BlockHead + packed)]);

    private static byte[] Hash(ReadOnlySpan<byte> block)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(block[..(BlockHead - BlockHashBytes)]);
        hash.AppendData(block[BlockHead..]);
        return hash.GetHashAndReset()[..BlockHashBytes];
    }

    private static FileStream Read(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static int Int(ReadOnlySpan<byte> bytes, int start) => BinaryPrimitives.ReadInt32LittleEndian(bytes[start..]);
}
