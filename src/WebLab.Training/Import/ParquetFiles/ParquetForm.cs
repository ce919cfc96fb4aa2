using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;
using WebLab.Training.Import.Tables;

namespace WebLab.Training.Import.ParquetFiles;

/// <summary>Parquet files: features, or bytes of images as the hubs publish them, with a column of labels; one file or several.</summary>
internal static class ParquetForm
{
    private const int PreviewRows = 100_000,
        PreviewImages = 5_000;

    private static readonly HashSet<string> Extensions = [".parquet", ".parq", ".pq"];

    public static bool IsParquet(SourceEntry entry) => Extensions.Contains(entry.Extension);

    /// <exception cref="DatasetException">The files are not whole, or of different columns, or have no labels.</exception>
    public static ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview)
    {
        SourceEntry[] entries = [.. tree.Entries.Where(IsParquet)];
        if (entries.Length == 0)
            throw new DatasetException($"{tree.Title} has no Parquet file: .parquet, .parq and .pq are read.");
        var splits = Splits(tree, entries);
        using var first = new ParquetFile(entries[0], tree.Budget);
        tree.Columns = [.. first.Cells.Concat(first.Binary).Select(ParquetFile.NameOf)];
        var image = ParquetImages.Column(first, entries[0], choices);
        var mostRows = isPreview
            ? image is null
                ? PreviewRows
                : PreviewImages
            : int.MaxValue;
        var (table, taken) = Table(tree, entries, splits, first, choices, mostRows);
        choices = choices with { Form = ImportForm.Parquet };
        string[] leftOut =
        [
            .. first.Unread,
            .. first.Binary.Where(field => image is null || !field.Equals(image)).Select(ParquetFile.NameOf),
        ];
        var unread = $"{string.Join(", ", leftOut.Take(8).Select(SourceEntry.Visible))}{(leftOut.Length > 8 ? ", …" : "")}";
        if (image is null && leftOut.Length > 0 && table.Columns.All(column => column.Use == ColumnUse.Label))
            throw entries[0]
                .Refuse($"has nothing beside its labels but {unread}: lists, maps, times and bytes that are no images are not read.");
        ExampleSource source = image is null
            ? new TableExamples(tree, table, choices, isText: false)
            : ParquetImages.Read(tree, [.. entries.Zip(taken)], table, image, choices);
        if (leftOut.Length > 0)
            source.Odd.Add($"Left out, since lists, maps, times and bytes that are no images are not read: {unread}.");
        return source;
    }

    /// <summary>The split of each file, by its name or its folder: train-00000-of-00002.parquet, train/0000.parquet.</summary>
    private static ExampleSplit[] Splits(SourceTree tree, SourceEntry[] entries)
    {
        string[][] words =
        [
            .. entries.Select(entry =>
                entry.Path.Split('/').SelectMany(part => part.Split('-', '_', '.')).Where(word => word.Length > 0).Reverse().ToArray()
            ),
        ];
        var hasTest = words.Any(path => path.Any(word => SplitFolders.Split(word, true) == ExampleSplit.Test && IsTest(word)));
        ExampleSplit[] found =
        [
            .. words.Select(path =>
                path.Select(word => SplitFolders.Split(word, hasTest)).FirstOrDefault(each => each != ExampleSplit.None)
            ),
        ];
        if (found.All(split => split == ExampleSplit.None) || !found.Contains(ExampleSplit.Train))
            return new ExampleSplit[entries.Length];
        return Array.IndexOf(found, ExampleSplit.None) is >= 0 and var unknown
            ? throw new DatasetException(
                $"{tree.Title} has files for training and test, and {entries[unknown].Shown}, which is named for neither: leave it out."
            )
            : found;

        static bool IsTest(string word) => !word.StartsWith("val", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The cells of all files, and how many rows of each file they are.</summary>
    private static (TableData Table, int[] Taken) Table(
        SourceTree tree,
        SourceEntry[] entries,
        ExampleSplit[] splits,
        ParquetFile first,
        ImportChoices choices,
        int mostRows
    )
    {
        var entry = entries[0];
        if (first.Cells.Count == 0)
            throw entry.Refuse("has no column of numbers, words or dates, and so no labels.");
        var names = TableForm.Names(entry, [.. first.Cells.Select(ParquetFile.NameOf)], first.Cells.Count);
        var uses = ColumnPlan.Of(entry.Shown, names, Sample(first, HubClassNames.Of(first)), '.', choices);
        var title = entries.Length == 1 ? entry.Shown : tree.Title;
        var data = new TableData(
            title,
            new(Encoding.UTF8, ',', '.', true, null),
            [.. names.Select((name, i) => new TableColumn(name, uses[i]))]
        );
        var taken = new int[entries.Length];
        taken[0] = Add(tree.Budget, data, first, entry, splits[0], mostRows);
        for (var i = 1; i < entries.Length; i++)
        {
            using var file = new ParquetFile(entries[i], tree.Budget);
            if (!file.Cells.Select(ParquetFile.NameOf).SequenceEqual(first.Cells.Select(ParquetFile.NameOf)))
                throw entries[i].Refuse($"has other columns than {entry.Shown}: bring files of the same columns together.");
            taken[i] = Add(tree.Budget, data, file, entries[i], splits[i], mostRows);
        }
        return data.Count > 0 ? (data, taken) : throw entry.Refuse("has no rows.");
    }

    private static int Add(ImportBudget budget, TableData data, ParquetFile file, SourceEntry entry, ExampleSplit split, int mostRows)
    {
        var words = HubClassNames.Of(file);
        var done = 0;
        for (var group = 0; group < file.Groups; group++)
        {
            if (done >= mostRows)
            {
                data.IsPartial = true;
                return done;
            }
            var rows = file.Rows(group);
            if (data.IsTooLong((long)data.Count + rows, budget.Limits))
                throw entry.Refuse(
                    Sentence.Of($"has more than {data.Count:N0} rows of {data.Columns.Count:N0} columns, too many to hold.")
                );
            // Of a large group the preview takes the beginning.
            var taken = Math.Min(rows, mostRows - done);
            data.IsPartial |= taken < rows;
            for (var i = 0; i < data.Columns.Count && rows > 0; i++)
            {
                var (column, field) = (data.Columns[i], file.Cells[i]);
                var before = data.Count;
                file.Read(group, field, (row, cell) =>
                {
                    if (row < taken)
                        column.Add(words.In(field, cell), '.', before + row + 1);
                });
                budget.Step("reading rows", data.Count, 0);
            }
            for (var row = 0; row < taken; row++)
                data.Add(split);
            done += taken;
        }
        return done;
    }

    private static List<string[]> Sample(ParquetFile file, HubClassNames words)
    {
        var rows = new List<string[]>();
        for (var group = 0; group < file.Groups && rows.Count < TableDialect.SampleRows; group++)
        {
            var before = rows.Count;
            var count = Math.Min(file.Rows(group), TableDialect.SampleRows - before);
            for (var row = 0; row < count; row++)
                rows.Add(new string[file.Cells.Count]);
            for (var i = 0; i < file.Cells.Count && count > 0; i++)
            {
                var field = file.Cells[i];
                var place = i;
                file.Read(group, field, (row, cell) =>
                {
                    if (row < count)
                        rows[before + row][place] = words.In(field, cell).ToString();
                });
            }
        }
        return rows;
    }
}

/// <summary>Parquet files.</summary>
internal sealed class ParquetFilesReader : ImportReader
{
    public override ImportForm Form => ImportForm.Parquet;

    public override int Place => 50;

    public override IReadOnlyList<string> Choices => [.. OfColumns, "fileColumn", "missing", .. OfSplit];

    public override bool Knows(SourceTree tree) => tree.Entries.Any(ParquetForm.IsParquet);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) =>
        ParquetForm.Read(tree, choices, isPreview);
}
