using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;
using WebLab.Training.Import.Tables;

namespace WebLab.Training.Import.Images;

/// <summary>A table of file names and labels beside a folder of images.</summary>
internal static class ImageTable
{
    /// <summary>Whether a table names most of the images in one of its columns.</summary>
    public static bool Knows(SourceTree tree) =>
        tree.Entries.Any(ImageFolders.IsImage) && tree.Entries.Where(TableForm.IsTable).Take(20).Any(table => Looks(tree, table));

    /// <exception cref="DatasetException">No table names the images, or one names none.</exception>
    public static ImageExamples Read(SourceTree tree, ImportChoices choices)
    {
        var tables = tree.Entries.Where(TableForm.IsTable).Where(table => choices.FileColumn is not null || Looks(tree, table)).ToList();
        var splits = tables.Count == 1 ? [ExampleSplit.None] : SplitsOf(tables);
        if (tables.Count == 0 || splits.Contains(ExampleSplit.None) != (tables.Count == 1))
            throw new ImportChoiceException(
                "fileColumn",
                $"{tree.Title} has {(tables.Count == 0 ? "no table" : $"{tables.Count} tables")} with the names of its images: "
                    + "one is expected, or two named train and test."
            );
        // The table for training has the labels.
        var sorted = tables.Zip(splits).OrderBy(each => each.Second).ToList();
        tables = sorted.ConvertAll(each => each.First);
        var ofImages = choices with { FileColumn = FileColumn(tree, tables[0], choices) };
        var marks = choices.LabelColumn is null ? MarkColumns.Find(tree, tables[0], ofImages.FileColumn) : null;
        var table = TableForm.Read(
            sorted,
            tree,
            ofImages,
            int.MaxValue,
            needsLabel: marks is null
        );
        var files = table.Used(ColumnUse.File)!;
        var labels = marks is null ? RowLabels.Of(table.Used(ColumnUse.Label)!) : MarkColumns.Read(table, marks);
        var split = table.Used(ColumnUse.Split);
        var hasTest = split?.Words.Any(word => SplitFolders.Split(word, true) == ExampleSplit.Test) ?? false;
        var names = new ImageNames(tree.Entries.Where(ImageFolders.IsImage));
        var images = new List<LabelledImage>();
        var (absent, unlabelled) = (new List<string>(), 0);
        for (var row = 0; row < table.Count; row++)
        {
            if (float.IsNaN(files.Values[row]) || labels.At(row) is not { } label)
                unlabelled++;
            else if (names.Find(files.Words[(int)files.Values[row]]) is not { } entry)
                absent.Add(SourceEntry.Visible(files.Words[(int)files.Values[row]]));
            else
                images.Add(
                    new(
                        entry,
                        label,
                        split is null || float.IsNaN(split.Values[row])
                            ? table.Splits[row]
                            : SplitFolders.Split(split.Words[(int)split.Values[row]], hasTest)
                    )
                );
        }
        if (images.Count == 0)
            throw tables[0].Refuse($"names no image that is there, for example {absent.FirstOrDefault() ?? "none at all"}.");
        var examples = ImageExamples.Of(
            tree,
            images,
            choices with
            {
                FileColumn = files.Name,
                LabelColumn = marks is null ? labels.Name : null,
                SplitColumn = split?.Name,
            },
            ImportForm.ImageTable
        );
        examples.Understood.Insert(
            0,
            Sentence.Of(
                $"{table.Title} names {images.Count:N0} images in its column {files.Name} and gives them "
                    + $"{examples.Classes.Count:N0} classes in its {(marks is null ? "column" : "columns")} {labels.Name}."
            )
        );
        if (absent.Count > 0)
            examples.Odd.Add(Sentence.Of($"{absent.Count:N0} images of the table are not there, for example {absent[0]}."));
        if (unlabelled > 0)
            examples.Odd.Add(Sentence.Of($"{unlabelled:N0} rows have no file name or no label and are left out."));
        if (names.Count - images.Select(image => image.Entry).Distinct().Count() is > 0 and var unnamed)
            examples.Odd.Add(Sentence.Of($"{unnamed:N0} images are not in the table and left out."));
        return examples;
    }

    private static ExampleSplit[] SplitsOf(List<SourceEntry> tables)
    {
        var names = tables.ConvertAll(table => table.Name.Split('.')[0]);
        var hasTest = names.Exists(name => SplitFolders.Named(name, true) == ExampleSplit.Test);
        return [.. names.Select(name => SplitFolders.Named(name, hasTest))];
    }

    private static string FileColumn(SourceTree tree, SourceEntry table, ImportChoices choices) =>
        choices.FileColumn
        ?? Column(tree, table)
        ?? throw new ImportChoiceException(
            "fileColumn",
            $"{table.Shown} has no column with the names of the images: say which is the file column."
        );

    private static bool Looks(SourceTree tree, SourceEntry table)
    {
        try
        {
            return Column(tree, table) is not null;
        }
        catch (DatasetException)
        {
            // Whatever it is, it is no table of names.
            return false;
        }
    }

    /// <summary>The column of which most first cells are images that are there.</summary>
    private static string? Column(SourceTree tree, SourceEntry table)
    {
        var names = new ImageNames(tree.Entries.Where(ImageFolders.IsImage));
        var (columns, rows) = TableForm.Sample(table, TableDialect.Of(table, new(), tree.Budget.Limits.Columns), tree.Budget);
        tree.Columns = columns;
        for (var i = 0; i < columns.Count; i++)
        {
            if (rows.Count(row => names.Find(row[i]) is not null) * 2 > rows.Count)
                return columns[i];
        }
        return null;
    }
}

/// <summary>Finds images by what a table calls them: their path, the end of it, with the extension or without.</summary>
internal sealed class ImageNames
{
    private readonly Dictionary<string, SourceEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, SourceEntry>> _anyCase;

    public ImageNames(IEnumerable<SourceEntry> images)
    {
        // A table may say .jpg of what is called .JPG.
        _anyCase = new(() =>
            _entries.DistinctBy(each => each.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase)
        );
        foreach (var image in images)
        {
            Count++;
            var bare = image.Path[..^image.Extension.Length];
            foreach (var path in new[] { image.Path, bare })
            {
                // Every end of the path that begins with a folder or the name.
                for (var at = 0; at >= 0; at = path.IndexOf('/', at) is >= 0 and var slash ? slash + 1 : -1)
                    _entries.TryAdd(path[at..], image);
            }
        }
    }

    public int Count { get; }

    public SourceEntry? Find(string name)
    {
        var path = name.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        path = path.TrimStart('/');
        return path.Length == 0 ? null : _entries.GetValueOrDefault(path) ?? _anyCase.Value.GetValueOrDefault(path);
    }
}
