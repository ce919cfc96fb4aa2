using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Labels;

/// <summary>Which image each row of a label file is of, where a column names the files that a person's own set was imported from.</summary>
internal static class NamedOrder
{
    // Headings under which numbers are the names of files.
    private static readonly string[] FileNames = ["filename", "file", "file_name", "path", "image"];

    /// <summary>The image of each row, training images before those of the test; null where no column says it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="table">What is in it, with as many rows as the set has images, or training images.</param>
    /// <exception cref="DatasetException">A column names other images, or some more than once.</exception>
    public static int[]? Of(LabelContent file, LabelTable table)
    {
        if (table.Columns.Count < 2 || !file.Target.Names.AreKnown)
            return null;
        var shown = $"{file.Title ?? file.Name} ({table.Form})";
        LabelColumn[] written = [.. table.Columns.Where(column => column.Words is not null)];
        var rows = new NamedRows(file.Target.Names);
        foreach (var (place, column) in written.Where(column => !LabelColumns.LooksLikeLabels(file.Target, column)).Index())
        {
            for (var row = 0; row < table.Count; row++)
                rows.Add(place, column.Words!.Text(row));
        }
        return rows.Order(shown)
            ?? written
                .Where(column => LabelColumns.IsCalledIndex(table, column) || IsCalledFile(column))
                .Select(column => OfNumbers(file, shown, column))
                .FirstOrDefault(order => order is not null);
    }

    private static bool IsCalledFile(LabelColumn column) => FileNames.Contains(column.Name.Trim(), StringComparer.OrdinalIgnoreCase);

    private static int[]? OfNumbers(LabelContent file, string shown, LabelColumn column)
    {
        var (names, places) = (file.Target.Names, Numberings.Of(column.Numbers));
        int[] found = [.. Enumerable.Range(0, column.Numbers.Length).Select(row => names.Find(column.Words!.Text(row)))];
        // A first column without a name may be the labels.
        return places is null && column.Name == "0" ? null : names.OrderOfNumbers(shown, found, places);
    }
}
