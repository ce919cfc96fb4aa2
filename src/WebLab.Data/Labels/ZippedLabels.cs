using System.IO.Compression;
using WebLab.Data.Labels.Pickles;

namespace WebLab.Data.Labels;

/// <summary>Archives: NumPy's <c>.npz</c>, an array an entry, and PyTorch's <c>.pt</c>, a pickle with the tensors beside it.</summary>
internal sealed class ZippedLabels : ILabelForm
{
    private const string Pickle = "data.pkl";
    private const int MaxArrays = 32;

    public LabelTable? Read(LabelContent file)
    {
        if (file.Bytes is not [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
            return null;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes));
            if (archive.Entries.FirstOrDefault(entry => entry.Name == Pickle) is { } pickle)
                return Torch(file, archive, pickle);
            if (archive.Entries.Count > 0 && archive.Entries.All(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal)))
                return Arrays(file, archive);
            throw file.Refuse(
                archive.GetEntry("[Content_Types].xml") is null
                    ? "is an archive without labels that WebLab knows: unpack it and give the file of labels."
                    : "is a spreadsheet: save it as CSV and give that."
            );
        }
        catch (InvalidDataException error)
        {
            throw file.Refuse($"is not a whole archive ({error.Message.TrimEnd('.')}): fetch or make it again.", error);
        }
    }

    private static LabelTable Torch(LabelContent file, ZipArchive archive, ZipArchiveEntry pickle)
    {
        var folder = pickle.FullName[..^Pickle.Length];
        var isBigEndian = archive.GetEntry($"{folder}byteorder") is { } order && Content(file, order) is [(byte)'b', ..];
        var value = PickleReader.Read(file, Content(file, pickle));
        return PickledLabels.Table(
            file,
            "a PyTorch file",
            value,
            key => archive.GetEntry($"{folder}data/{key}") is { } entry ? Content(file, entry) : null,
            isBigEndian
        );
    }

    private static LabelTable Arrays(LabelContent file, ZipArchive archive)
    {
        if (archive.Entries.Count > MaxArrays)
            throw file.Refuse($"(a NumPy archive) has {archive.Entries.Count} arrays; one of labels has at most {MaxArrays}.");
        var columns = new List<LabelColumn>();
        var hasOthers = archive.Entries.Count > 1;
        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName[..^".npy".Length];
            var inner = file with { Title = $"{file.Title ?? file.Name}, {name},", Bytes = Content(file, entry) };
            // Images, or a number of epochs, may lie beside the labels.
            if (hasOthers && inner.Bytes is [0x93, (byte)'N', ..] && NumpyLabels.IsNoList(inner))
                continue;
            columns.AddRange(NumpyLabels.Read(inner, name)?.Columns ?? throw inner.Refuse("is no NumPy array, although its name says so."));
            if (columns.Sum(column => (long)column.Numbers.Length) > LabelContent.MaxCells)
                throw file.TooMany();
        }
        return LabelTable.Indexed("a NumPy archive", PickledLabels.Equal(file, "a NumPy archive", columns));
    }

    private static byte[] Content(LabelContent file, ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return LabelFile.Bounded(file, stream, entry.Length);
    }
}
