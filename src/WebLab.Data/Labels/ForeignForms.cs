namespace WebLab.Data.Labels;

/// <summary>Forms that WebLab does not read, known by their first bytes, so that the refusal can name the cure.</summary>
internal static class ForeignForms
{
    private static readonly (byte[] Mark, string Form)[] Marks =
    [
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ([0x89, .. "HDF"u8], "an HDF5 file (or MATLAB's of version 7.3)"),
        ("MATLAB 5.0"u8.ToArray(), "a MATLAB file"),
        ([0xd0, 0xcf, 0x11, 0xe0], "an old spreadsheet"),
        ("ARROW1"u8.ToArray(), "an Arrow file"),
        ([0x89, .. "PNG"u8], "a PNG image"),
        ([0xff, 0xd8, 0xff], "a JPEG image"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ("BZh"u8.ToArray(), "a bzip2 file"),
        ([0xfd, .. "7zXZ"u8], "an xz file"),
        ([0x28, 0xb5, 0x2f, 0xfd], "a Zstandard file"),
        ("RDX"u8.ToArray(), "an R file"),
        ("Rar!"u8.ToArray(), "a RAR archive"),
        ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive"),
    ];

    /// <summary>Throws for a foreign form, and knows no other.</summary>
    public static LabelTable? Read(LabelContent file)
    {
        foreach (var (mark, form) in Marks)
        {
            if (file.Bytes.AsSpan().StartsWith(mark))
                throw file.Refuse($"is {form}, which is not read as labels: save them as CSV, JSON or .npy.");
        }
        return null;
    }
}
