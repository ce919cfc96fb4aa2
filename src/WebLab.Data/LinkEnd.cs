using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WebLab.Data;

/// <summary>What a path leads to at the end of all links: the length that .NET tells of a link is that of its own text, also where it leads
/// to a pipe, and whoever opens that waits for ever.</summary>
public static partial class LinkEnd
{
    // struct statx of Linux, of one shape on every processor.
    private const int HereForNames = -100,
        ThroughLinks = 0,
        TypeAndSize = 0x201,
        StatxSize = 256,
        ModeAt = 28,
        SizeAt = 40;

    private const int TypeBits = 0xF000,
        Folder = 0x4000,
        PlainFile = 0x8000;

    /// <summary>What it is that is neither file nor folder, with its article; null for these, and for nothing.</summary>
    /// <param name="path">A path, which may be one of a link.</param>
    public static string? OddityOf(string path) =>
        Look(path)?.Type switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };

    /// <summary>How many bytes it has: none for what is no plain file, null where there is no file.</summary>
    /// <param name="path">A path, which may be one of a link.</param>
    public static long? BytesOf(string path) =>
        Look(path) switch
        {
            null => EndByNames(path) is FileInfo { Exists: true, Length: var length } ? length : null,
            { Type: Folder } => null,
            { Type: PlainFile, Size: var size } => size,
            _ => 0,
        };

    /// <summary>How many bytes it has: none for what is no plain file.</summary>
    /// <param name="path">A path, which may be one of a link.</param>
    /// <exception cref="FileNotFoundException">There is no file.</exception>
    public static long Bytes(string path) => BytesOf(path) ?? throw new FileNotFoundException($"There is no file {path}.", path);

    /// <summary>Whether there is anything; a link that leads to nothing, or back to itself, is for .NET a file that exists.</summary>
    /// <param name="path">A path, which may be one of a link.</param>
    public static bool IsThere(string path) =>
        Look(path) is not null || (EndByNames(path) is { FullName: var end } && (File.Exists(end) || Directory.Exists(end)));

    private static (int Type, long Size)? Look(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> answer = stackalloc byte[StatxSize];
        if (Statx(HereForNames, path, ThroughLinks, TypeAndSize, answer) != 0)
            return null;
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(answer[ModeAt..]);
        return (mode & TypeBits, BinaryPrimitives.ReadInt64LittleEndian(answer[SizeAt..]));
    }

    // Other systems, and what may not be asked.
    private static FileSystemInfo? EndByNames(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            // A link that leads back to itself.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> answer);
}
