using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Parquet.Schema;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data;
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
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <param name="cancel">Looked at now and then.</param>
    /// <returns>What is in it; null for a file of another form.</returns>
    /// <exception cref="DatasetException">It holds no such numbers: one sentence.</exception>
    public static NumberTable? Read(NumberKind kind, string path, string name, ExampleNames? own, CancellationToken cancel)
    {
        try
        {
            // What a pipe holds can be read once.
            if (LinkEnd.BytesOf(path) is not (> 12 and var length) || !IsParquet(path))
                return null;
            if (NumberFile.TooLarge(kind.Noun, name, length) is { } large)
                throw new DatasetException(large);
            var limits = new ImportLimits { Columns = kind.MaxColumns + Beside };
            using var file = new ParquetFile(new FileEntry(path, name, name, length, isGzip: false), new(limits, _ => { }, cancel));
            return Read(kind, $"{name} (Parquet)", file, own);
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

    private static NumberTable Read(NumberKind kind, string shown, ParquetFile file, ExampleNames? own)
    {
        var list = List(kind, shown, file);
        CheckLeftOut(kind, shown, file, list);
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
        DataField[] words = [.. file.Cells.Where(IsText).Take(own is null ? 1 : own.AreKnown ? NamedRows.MostColumns : 0)];
        var rowsOf = own is null ? null : new NamedRows(own);
        for (var group = 0; group < file.Groups; group++)
        {
            for (var column = 0; column < columns.Length && file.Rows(group) > 0; column++)
                Fill(kind, shown, file, group, columns[column], (values, before, width, column, columns[column] == list ? listed : 1));
            for (var column = 0; column < words.Length && file.Rows(group) > 0; column++)
                ReadNames(group, column);
            before += file.Rows(group);
        }
        for (var row = 0; row < rows; row++)
            rowsOf?.AddNumber(values[row * width].ToString(CultureInfo.InvariantCulture));
        // A list's columns have no names of their own.
        string[] named = list is null ? heading : [.. heading, .. Enumerable.Repeat("listed", listed)];
        return NumberColumns.Arrange(kind, shown, named, values, (int)rows, CollectionsMarshal.AsSpan(names), rowsOf);

        void ReadNames(int group, int column)
        {
            if (rowsOf is not null)
                file.Read(group, words[column], (_, cell) => rowsOf.Add(column, cell.ToString()));
            else
                file.Read(group, words[column], (_, cell) => names.Add(Numberings.NumberIn(Encoding.UTF8.GetBytes(cell.ToString()))));
        }
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

    /// <summary>Refuses what would be left out, and may be what is meant.</summary>
    private static void CheckLeftOut(NumberKind kind, string shown, ParquetFile file, DataField? list)
    {
        if (list is null)
        {
            var decimals = file.Cells.Where(field => field.ClrType == typeof(decimal)).Select(Name);
            var meant = decimals.Where(name => !NumberColumns.IsBeside(name));
            if (meant.Concat(file.Unread.Where(kind.ArrayNames.Contains)).FirstOrDefault() is { } unread)
                throw new DatasetException(
                    $"{shown} has a column {SourceEntry.Visible(unread)} of a type that is not read, such as decimals or 16-bit numbers: "
                        + $"save the {kind.Noun} as float or double."
                );
        }
        else if (
            !kind.ArrayNames.Contains(Name(list))
            && file.Cells.FirstOrDefault(field => ParquetFile.IsNumber(field) && !NumberColumns.IsBeside(Name(field))) is { } other
        )
            throw new DatasetException(
                $"{shown} has a column {SourceEntry.Visible(Name(list))} of lists beside a column {SourceEntry.Visible(Name(other))} of "
                    + $"numbers, and either may be the {kind.Noun}: call the lists {kind.ArrayNames[0]}, or save the {kind.Noun} alone."
            );
    }

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
