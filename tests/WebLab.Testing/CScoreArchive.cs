using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace WebLab.Testing;

/// <summary>C-scores as their authors publish them: an archive of two NumPy arrays.</summary>
public static class CScoreArchive
{
    public static void Write(string path, byte[] labels, double[] scores)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(archive, "labels.npy", "|u1", labels.Length, labels);
        Add(archive, "scores.npy", "<f8", scores.Length, MemoryMarshal.AsBytes<double>(scores));
    }

    private static void Add(ZipArchive archive, string name, string type, int count, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(name).Open();
        var header = $$"""{'descr': '{{type}}', 'fortran_order': False, 'shape': ({{count}},), }""".PadRight(117) + "\n";
        entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
        entry.Write(content);
    }
}
