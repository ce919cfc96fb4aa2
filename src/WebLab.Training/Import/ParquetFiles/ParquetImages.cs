using Microsoft.Win32.SafeHandles;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Images;
using WebLab.Training.Import.Sources;
using WebLab.Training.Import.Tables;

namespace WebLab.Training.Import.ParquetFiles;

/// <summary>Images whose files' bytes stand in a column.</summary>
internal static class ParquetImages
{
    // A column of one image a million times is small in the file; as BoundedStream has it.
    private const long MaxRatio = 200,
        FreeBytes = 64_000_000;

    /// <summary>The column with the images: the one that was named, or the first whose first bytes are an image's; null for none.</summary>
    /// <exception cref="DatasetException">One was named that is not there.</exception>
    public static DataField? Column(ParquetFile file, SourceEntry entry, ImportChoices choices)
    {
        if (choices.FileColumn is { } name)
            return file.Binary.FirstOrDefault(field => ParquetFile.NameOf(field) == name || field.Path.FirstPart == name)
                ?? throw new ImportChoiceException(
                    "fileColumn",
                    $"{entry.Shown} has no column {Sentence.Shown(SourceEntry.Visible(name))} of bytes for the file column; "
                        + "those of bytes are "
                        + $"{string.Join(", ", file.Binary.Select(ParquetFile.NameOf).Select(SourceEntry.Visible).DefaultIfEmpty("none"))}."
                );
        return file.Binary.FirstOrDefault(field => IsImages(file, field));
    }

    public static ImageExamples Read(
        SourceTree tree,
        (SourceEntry Entry, int Rows)[] entries,
        TableData table,
        DataField image,
        ImportChoices choices
    )
    {
        var (label, split) = (table.Used(ColumnUse.Label)!, table.Used(ColumnUse.Split));
        if (label.HasTooManyWords)
            throw new ImportChoiceException(
                "labelColumn",
                $"{table.Title} has very many different labels in its column {label.Name}: is this the column of the labels?"
            );
        var hasTest = split?.Words.Any(word => SplitFolders.Split(word, true) == ExampleSplit.Test) ?? false;
        var images = new List<LabelledImage>();
        var (row, unlabelled, absent) = (0, 0, 0);
        var spool = new ImageSpool(tree, entries.Sum(each => each.Entry.Length));
        foreach (var (entry, taken) in entries)
        {
            using var file = new ParquetFile(entry, tree.Budget);
            var column = Column(file, entry, choices with { FileColumn = ParquetFile.NameOf(image) })!;
            var inFile = 0;
            for (var group = 0; group < file.Groups && inFile < taken; group++)
            {
                if (file.Rows(group) == 0)
                    continue;
                file.ReadBytes(
                    group,
                    column,
                    (_, bytes) =>
                    {
                        if (inFile++ >= taken)
                            return;
                        if (bytes.Length == 0)
                            absent++;
                        else if (float.IsNaN(label.Values[row]))
                            unlabelled++;
                        else
                            images.Add(
                                new(
                                    spool.Add(bytes, $"{entry.Path}, row {inFile}", tree.Title),
                                    label.Words[(int)label.Values[row]],
                                    split is null || float.IsNaN(split.Values[row])
                                        ? table.Splits[row]
                                        : SplitFolders.Split(split.Words[(int)split.Values[row]], hasTest)
                                )
                            );
                        row++;
                    }
                );
                tree.Budget.Step("reading images", row, table.Count);
            }
        }
        if (images.Count == 0)
            throw new DatasetException($"{table.Title} has no row with an image and a label.");
        var examples = ImageExamples.Of(
            tree,
            images,
            choices with
            {
                FileColumn = ParquetFile.NameOf(image),
                LabelColumn = label.Name,
                SplitColumn = split?.Name,
            },
            ImportForm.Parquet,
            table.IsPartial
        );
        examples.Understood.Insert(
            0,
            Sentence.Of(
                $"{table.Title} has {(table.IsPartial ? "more than " : "")}{images.Count:N0} images in its column "
                    + $"{SourceEntry.Visible(ParquetFile.NameOf(image))} and gives them {examples.Classes.Count:N0} classes in its column "
                    + $"{label.Name}."
            )
        );
        if (absent > 0)
            examples.Odd.Add(Sentence.Of($"{absent:N0} rows have no image and are left out."));
        if (unlabelled > 0)
            examples.Odd.Add(Sentence.Of($"{unlabelled:N0} rows have no label and are left out."));
        return examples;
    }

    private static bool IsImages(ParquetFile file, DataField field)
    {
        var group = Enumerable.Range(0, file.Groups).FirstOrDefault(each => file.Rows(each) > 0, -1);
        if (group < 0)
            return false;
        bool? isImage = null;
        file.ReadBytes(
            group,
            field,
            (_, bytes) =>
            {
                if (isImage is null && bytes.Length > 0)
                    isImage = ImageHeader.Read(bytes[..Math.Min(bytes.Length, ImageHeader.Bytes)]) is not null;
            }
        );
        return isImage ?? false;
    }

    /// <summary>The images' files one behind the other in a file without a name, since a row group is read whole and let go.</summary>
    private sealed class ImageSpool(SourceTree tree, long packed)
    {
        private readonly SafeFileHandle _file = tree.Keep(TemporarySpool.Create()).SafeFileHandle;
        private long _at;

        public SpooledEntry Add(ReadOnlySpan<byte> bytes, string path, string title)
        {
            if (_at + bytes.Length > tree.Budget.Limits.Bytes)
                throw new DatasetException(
                    Sentence.Of($"{title} holds more than {tree.Budget.Limits.Bytes:N0} bytes of images, the most that are imported.")
                );
            if (_at > FreeBytes && _at > MaxRatio * packed)
                throw new DatasetException(
                    Sentence.Of($"{title} unpacks to more than {MaxRatio} times its {packed:N0} bytes, which no honest file does.")
                );
            RandomAccess.Write(_file, bytes, _at);
            _at += bytes.Length;
            return new SpooledEntry(_file, _at - bytes.Length, path, title, bytes.Length);
        }
    }

    private sealed class SpooledEntry(SafeFileHandle handle, long start, string path, string title, long length)
        : SourceEntry(path, title, length, isGzip: false)
    {
        protected override Stream Raw() => new FilePart(handle, start, Length);
    }
}
