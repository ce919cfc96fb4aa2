using System.Runtime.InteropServices;
using System.Text;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Data.Labels;
using WebLab.Training.Import.ParquetFiles;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.LabelAudits;

/// <summary>A file of numbers as Parquet: a column of lists, as the hubs keep embeddings, or a column for each of them; beside these a
/// column may number the examples, and one of words may name them.</summary>
internal static class ParquetNumbers
{
    private const int Beside = 100;

    /// <summary>Reads a file.</summary>
    /// <param name="kind">What it is read for.</param>
    /// <param name="path">Its path.</param>
    /// <param name="name">The person's name for it.</param>
    /// <param name="isOwn">Whether it is of a person's own set, whose images stand as their files sort, whatever numbers they have.</param>
    /// <param name="cancel">Looked at now and then.</param>
    /// <returns>What is in it; null for a file of another form.</returns>
    /// <exception cref="DatasetException">It holds no such numbers: one sentence.</exception>
    public static NumberTable? Read(NumberKind kind, string path, string name, bool isOwn, CancellationToken cancel)
    {
        try
        {
            // What a pipe holds can be read once.
            if (new FileInfo(path) is not { Exists: true, Length: > 12 and var length } || !IsParquet(path))
                return null;
            if (NumberFile.TooLarge(kind.Noun, name, length) is { } large)
                throw new DatasetException(large);
            var limits = new ImportLimits { Columns = (int)Math.Min((long)kind.MaxColumns + Beside, int.MaxValue) };
            using var file = new ParquetFile(new FileEntry(path, name, name, length, isGzip: false), new(limits, _ => { }, cancel));
            return Read(kind, $"{name} (Parquet)", file, isOwn);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{name} could not be read: {error.Message}", error);
        }
    }

    private static bool IsParquet(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var begin = new byte[4];
        return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.AsSpan().SequenceEqual("PAR1"u8);
    }

    private static NumberTable Read(NumberKind kind, string shown, ParquetFile file, bool isOwn)
    {
        var list = List(kind, shown, file);
        // pandas writes its index last.
        DataField[] numbers =
        [
            .. file.Cells.Where(ParquetFile.IsNumber).OrderBy(field => Name(field) == NumberColumns.PandasIndex ? 0 : 1),
        ];
        // Beside a list a label is no part of it, and no danger.
        DataField[] columns = list is null ? numbers : [.. numbers.Where(field => NumberColumns.IsIndex(Name(field))).Take(1), list];
        if (columns.Length == 0)
            throw new DatasetException(
                $"{shown} holds no numbers: give a column for each {kind.Each}, or one of lists"
                    + $"{(file.Unread.Count > 0 ? $"; {SourceEntry.Visible(string.Join(", ", file.Unread.Take(8)))} is not read" : "")}."
            );
        string[] heading = [.. columns.Where(field => field != list).Select(Name)];
        NumberColumns.CheckNames(kind, shown, heading);
        var rows = Enumerable.Range(0, file.Groups).Sum(group => (long)file.Rows(group));
        var listed = list is null || rows == 0 ? 0 : Width(kind, shown, file, list);
        var width = heading.Length + listed;
        if (rows == 0)
            throw new DatasetException($"{shown} has no rows.");
        // One column more than are read may number the rows.
        NumberFile.CheckSize(kind, shown, rows, Math.Min(width, kind.MaxColumns));
        var values = new double[rows * width];
        var (names, before) = (new List<double>(), 0);
        var words = isOwn ? null : file.Cells.FirstOrDefault(IsText);
        for (var group = 0; group < file.Groups; group++)
        {
            for (var column = 0; column < columns.Length && file.Rows(group) > 0; column++)
                Fill(kind, shown, file, group, columns[column], (values, before, width, column, columns[column] == list ? listed : 1));
            if (words is not null && file.Rows(group) > 0)
                file.Read(group, words, (_, cell) => names.Add(Numberings.NumberIn(Encoding.UTF8.GetBytes(cell.ToString()))));
            before += file.Rows(group);
        }
        // A list's columns have no names of their own.
        string[] named = list is null ? heading : [.. heading, .. Enumerable.Repeat("listed", listed)];
        return NumberColumns.Arrange(kind, shown, named, values, (int)rows, CollectionsMarshal.AsSpan(names));
    }

    private static void Fill(
        NumberKind kind,
        string shown,
        ParquetFile file,
        int group,
        DataField field,
        (double[] Values, int Before, int Width, int Column, int Listed) to
    )
    {
        var (last, count) = (-1, to.Listed);
        file.ReadNumbers(group, field, kind.MaxValues, (row, place, number) =>
        {
            if (double.IsNaN(number))
                throw Refuse(row, "no number");
            if (place >= to.Listed)
                throw Refuse(row, Sentence.Of($"more than the {to.Listed:N0} numbers of the first"));
            if (row != last)
            {
                CheckWhole(row - 1);
                (last, count) = (row, 0);
            }
            count++;
            to.Values[((to.Before + (long)row) * to.Width) + to.Column + place] = number;
        });
        CheckWhole(last);

        void CheckWhole(int row)
        {
            if (count < to.Listed)
                throw Refuse(row, Sentence.Of($"{count:N0} numbers, and the first {to.Listed:N0}"));
        }

        DatasetException Refuse(int row, string has) =>
            new(
                Sentence.Of($"{shown} has in row {to.Before + row:N0} of its column {SourceEntry.Visible(Name(field))} {has}: give a ")
                    + $"{kind.Value} for each {kind.Each}."
            );
    }

    private static DataField? List(NumberKind kind, string shown, ParquetFile file) =>
        file.Lists.Count == 0 ? null
        : file.Lists.Count == 1 ? file.Lists[0]
        : kind.ArrayNames.SelectMany(known => file.Lists.Where(field => Name(field) == known)).FirstOrDefault()
            ?? throw new DatasetException(
                Sentence.Of($"{shown} has {file.Lists.Count:N0} columns of lists and none is called ")
                    + $"{string.Join(" or ", kind.ArrayNames.Take(3))}: save the {kind.Noun} alone."
            );

    /// <summary>How many numbers the first row's list has.</summary>
    private static int Width(NumberKind kind, string shown, ParquetFile file, DataField list)
    {
        var width = 0;
        var first = Enumerable.Range(0, file.Groups).First(group => file.Rows(group) > 0);
        file.ReadNumbers(first, list, kind.MaxValues, (row, place, _) => width = row == 0 ? place + 1 : width);
        NumberFile.CheckSize(kind, shown, 1, width);
        return width;
    }

    private static bool IsText(DataField field) => field.ClrType == typeof(ReadOnlyMemory<char>) || field.ClrType == typeof(string);

    // Of a list, the name of the column that it stands in.
    private static string Name(DataField field) => field.Path.FirstPart ?? field.Name;
}
