namespace WebLab.Data.Labels;

/// <summary>Forms that WebLab does not read, known by their first bytes, so that the refusal can name the cure.</summary>
internal sealed class ForeignForms : ILabelForm
{
    private static readonly (byte[] Mark, string Form)[] Marks =
    [
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ([0x89, .. "HDF"u8], "an HDF5 file (or MATLAB's of version 7.3)"),
        ("MATLAB "u8.ToArray(), "a MATLAB file"),
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
        ([0xff, 0xff, 0xff, 0xff], "an Arrow stream"),
        ("FEA1"u8.ToArray(), "a Feather file"),
        ([.. "Obj"u8, 1], "an Avro file"),
        ("SQLite format 3"u8.ToArray(), "an SQLite database"),
        ([.. "CDF"u8, 1], "a NetCDF file"),
        ([.. "CDF"u8, 2], "a NetCDF file"),
        ("$FL2"u8.ToArray(), "an SPSS file"),
        ("<stata_dta>"u8.ToArray(), "a Stata file"),
        ("GIF8"u8.ToArray(), "a GIF image"),
        ([0x04, 0x22, 0x4d, 0x18], "an LZ4 file"),
        ([0x5d, 0x00, 0x00], "an LZMA file"),
        ([0x1f, 0x8b], "gzipped twice"),
        ([.. "X\n"u8, 0, 0], "an R file"),
        ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive"),
    ];

    private static readonly Range TarMark = 257..262;

    public int Place => 10;

    /// <summary>Throws for a foreign form, and knows no other.</summary>
    public LabelTable? Read(LabelContent file)
    {
        // A byte a label may begin like anything.
        if (file.Target.IsCount(file.Bytes.Length) && Array.TrueForAll(file.Bytes, value => value < file.Target.Classes.Count))
            return null;
        foreach (var (mark, form) in Marks)
        {
            if (file.Bytes.AsSpan().StartsWith(mark))
                throw file.Refuse($"is {form}, which is not read as labels: save them as CSV, JSON or .npy.");
        }
        if (file.Bytes.Length > TarMark.End.Value && file.Bytes.AsSpan(TarMark).SequenceEqual("ustar"u8))
            throw file.Refuse("is a tar archive: unpack it and give the file of labels.");
        if (IsOldPickle(file.Bytes))
            throw file.Refuse("is a Python pickle of protocol 0 or 1, which is not read: save the labels with protocol 2 or above.");
        return null;
    }

    // What a list, a dictionary and an array begin with; a full stop ends them.
    private static bool IsOldPickle(byte[] bytes) =>
        bytes is [.., (byte)'.']
        && (
            bytes is [(byte)'(', (byte)'l' or (byte)'d' or (byte)'t', (byte)'p', ..] or [(byte)']' or (byte)'}', (byte)'q', < 0x20, ..]
            || bytes.AsSpan().StartsWith("cnumpy"u8)
            || bytes.AsSpan().StartsWith("ccopy_reg"u8)
        );
}
