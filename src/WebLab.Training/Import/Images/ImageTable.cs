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
            var own =
                split is null || float.IsNaN(split.Values[row])
                    ? table.Splits[row]
                    : SplitFolders.Split(split.Words[(int)split.Values[row]], hasTest);
            if (float.IsNaN(files.Values[row]) || labels.At(row) is not { } label)
                unlabelled++;
            else if (Find(tables[0], names, files.Words[(int)files.Values[row]], own) is not { } entry)
                absent.Add(SourceEntry.Visible(files.Words[(int)files.Values[row]]));
            else
                images.Add(new(entry, label, own));
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
        var twice = images.GroupBy(image => image.Entry).Where(group => group.Count() > 1).ToList();
        if (twice.Count > 0)
            examples.Odd.Add(
                Sentence.Of(
                    $"{twice.Count:N0} images stand in the table more than once, {twice.Count(HasLabels):N0} of them with different "
                        + $"labels, for example {(twice.Find(HasLabels) ?? twice[0]).Key.Path}."
                )
            );
        if (names.Count - images.Select(image => image.Entry).Distinct().Count() is > 0 and var unnamed)
            examples.Odd.Add(Sentence.Of($"{unnamed:N0} images are not in the table and left out."));
        return examples;
    }

    /// <summary>The image that is called so; of two, as train/1.png and test/1.png, the one in the row's own split.</summary>
    private static SourceEntry? Find(SourceEntry table, ImageNames names, string name, ExampleSplit split)
    {
        if (names.Other(name) is not { } several)
            return names.Find(name);
        return (IsOf(several.One), IsOf(several.Other)) switch
        {
            (true, false) => several.One,
            (false, true) => several.Other,
            _ => throw table.Refuse(
                $"names {SourceEntry.Visible(name)}, and there are {SourceEntry.Visible(several.One.Path)} and "
                    + $"{SourceEntry.Visible(several.Other.Path)}: write the folder too."
            ),
        };

        bool IsOf(SourceEntry image) =>
            split != ExampleSplit.None && image.Path.Split('/')[..^1].Any(folder => SplitFolders.Named(folder, true) == split);
    }

    private static bool HasLabels(IGrouping<SourceEntry, LabelledImage> alike) => alike.DistinctBy(image => image.Class).Count() > 1;

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

/// <summary>A table beside images.</summary>
internal sealed class ImageTableReader : ImportReader
{
    public override ImportForm Form => ImportForm.ImageTable;

    public override int Place => 60;

    public override IReadOnlyList<string> Choices => [.. OfColumns, "fileColumn", .. OfText, .. OfImages, .. OfSplit];

    public override bool Knows(SourceTree tree) => ImageTable.Knows(tree);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) => ImageTable.Read(tree, choices);
}
