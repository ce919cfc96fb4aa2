using System.Text.RegularExpressions;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Workers;

/// <summary>Reads the end of a worker's log: so many bytes at most, whatever the file has grown to.</summary>
internal static partial class WorkerLog
{
    public const int MaxLines = 2_000;
    private const int MaxBytes = 1024 * 1024;
    private const int MaxLine = 2_000;

    public static RunLog Read(string path, int lines, string? search)
    {
        if (!File.Exists(path))
            return new([], false);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var isCut = file.Length > MaxBytes;
        if (isCut)
            file.Seek(-MaxBytes, SeekOrigin.End);
        using var text = new StreamReader(file);
        if (isCut)
            text.ReadLine();
        var tail = new Queue<string>();
        while (text.ReadLine() is { } line)
        {
            line = Clean(line);
            if (search is not null && !line.Contains(search, StringComparison.OrdinalIgnoreCase))
                continue;
            tail.Enqueue(line);
            if (tail.Count <= lines)
                continue;
            tail.Dequeue();
            isCut = true;
        }
        return new([.. tail], isCut);
    }

    /// <summary>A path's last part says what a reader needs; its folders say where things lie on this machine.</summary>
    internal static string Clean(string line) => Folders().Replace(line.Length > MaxLine ? line[..MaxLine] : line, "…/");

    [GeneratedRegex(@"(?<![\w:/.…])(?:/[\w.@+~-]+)+/|\b[A-Za-z]:[\\/](?:[^\s\\/:""]+[\\/])*", RegexOptions.None, 200)]
    private static partial Regex Folders();
}
