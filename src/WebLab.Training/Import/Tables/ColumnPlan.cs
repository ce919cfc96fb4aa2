using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>What each column of a table is used as: said by a person, or told by its heading and first rows.</summary>
internal static class ColumnPlan
{
    private const int MostClasses = ClassNames.Most;

    private static readonly string[] LabelNames =
    [
        "label",
        "labels",
        "class",
        "classes",
        "target",
        "y",
        "category",
        "species",
        "diagnosis",
        "variety",
        "outcome",
        "quality",
    ];

    private static readonly string[] Sure = ["label", "labels", "target", "outcome", "diagnosis"];

    private static readonly string[] SplitNames = ["split", "subset", "fold", "set", "partition"];
    private static readonly string[] IndexNames =
    [
        TableForm.UnnamedIndex,
        "id",
        "idx",
        "row",
        "nr",
        "no",
        "unnamed: 0",
        "rowid",
        "row_id",
        "__index_level_0__",
    ];

    /// <summary>The uses, in the order of the columns.</summary>
    /// <param name="title">The table, for sentences.</param>
    /// <param name="names">The columns.</param>
    /// <param name="rows">Its first rows; each as long as there are columns.</param>
    /// <param name="mark">What stands before a fraction.</param>
    /// <param name="choices">What the person said.</param>
    /// <param name="needsLabel">Whether a label must be among them.</param>
    /// <exception cref="DatasetException">A column that was named is not there, or none looks like labels.</exception>
    public static ColumnUse[] Of(
        string title,
        IReadOnlyList<string> names,
        IReadOnlyList<string[]> rows,
        char mark,
        ImportChoices choices,
        bool needsLabel = true
    )
    {
        var uses = new ColumnUse[names.Count];
        for (var i = 0; i < uses.Length; i++)
        {
            string[] cells = [.. rows.Select(row => row[i]).Where(cell => !TableNumber.IsMissing(cell))];
            uses[i] = Found(names[i], cells, mark);
        }
        var chosen = choices.Columns.ToDictionary(each => Place(title, names, "columns", each.Key), each => each.Value);
        Choose(ColumnUse.Label, choices.LabelColumn, "labelColumn");
        Choose(ColumnUse.Split, choices.SplitColumn, "splitColumn");
        Choose(ColumnUse.File, choices.FileColumn, "fileColumn");
        foreach (var (place, use) in chosen)
            uses[place] = use;
        if (!chosen.ContainsValue(ColumnUse.Split) && SplitPlace(names, rows) is >= 0 and var split && !chosen.ContainsKey(split))
            uses[split] = ColumnUse.Split;
        if (needsLabel && !chosen.ContainsValue(ColumnUse.Label))
            uses[LabelPlace(title, names, rows, uses, chosen)] = ColumnUse.Label;
        return uses;

        void Choose(ColumnUse use, string? name, string field)
        {
            if (name is not null)
                chosen[Place(title, names, field, name)] = use;
        }
    }

    /// <summary>Whether a column is called as those of labels are.</summary>
    public static bool IsCalledLabel(string name) => LabelNames.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The place of a column by its name, or by its number from 0 where no name is that.</summary>
    public static int Place(string title, IReadOnlyList<string> names, string field, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return i;
        }
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Count
            ? number
            : throw new ImportChoiceException(
                field,
                $"{Words(field)} must be a column of {title}; it has {Listed(names)}, "
                    + $"and not {Sentence.Shown(SourceEntry.Visible(name))}."
            );
    }

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(12).Select(SourceEntry.Visible)) + (names.Count > 12 ? $" and {names.Count - 12} more" : "");

    /// <summary>A choice as page and command line call it: label column, which the command line writes with a dash.</summary>
    private static string Words(string field) =>
        string.Concat(field.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static ColumnUse Found(string name, string[] cells, char mark)
    {
        if (cells.Length == 0)
            return ColumnUse.LeaveOut;
        if (cells.Count(cell => TableNumber.Parse(cell, mark) is not null) * 10 >= cells.Length * 9)
            return IsIndex(name, cells, mark) ? ColumnUse.LeaveOut : ColumnUse.Number;
        var isDayFirst = TableNumber.IsDayFirst(cells);
        if (cells.Count(cell => TableNumber.Date(cell, isDayFirst) is not null) * 10 >= cells.Length * 9)
            return ColumnUse.Date;
        return ColumnUse.OneHot;
    }

    // Names that count rows, over numbers that do.
    private static bool IsIndex(string name, string[] cells, char mark)
    {
        if (!IndexNames.Contains(name.Trim().ToLowerInvariant()) || cells.Length < 3)
            return false;
        var first = TableNumber.Parse(cells[0], mark);
        return first is 0 or 1 && cells.Select((cell, i) => TableNumber.Parse(cell, mark) == first + i).All(isNext => isNext);
    }

    private static int SplitPlace(IReadOnlyList<string> names, IReadOnlyList<string[]> rows) =>
        Enumerable
            .Range(0, names.Count)
            .FirstOrDefault(
                i =>
                    SplitNames.Contains(names[i].Trim().ToLowerInvariant())
                    && rows.All(row => SplitFolders.Split(row[i], true) != ExampleSplit.None),
                -1
            );

    private static int LabelPlace(
        string title,
        IReadOnlyList<string> names,
        IReadOnlyList<string[]> rows,
        ColumnUse[] uses,
        Dictionary<int, ColumnUse> chosen
    )
    {
        int[] free =
        [
            .. Enumerable.Range(0, names.Count).Where(i => !chosen.ContainsKey(i) && uses[i] is not (ColumnUse.Split or ColumnUse.File)),
        ];
        foreach (var name in LabelNames)
        {
            if (free.FirstOrDefault(i => names[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase), -1) is >= 0 and var named)
                return named;
        }
        // Such as is_fraud and class_label, where no other column is called so. A feature may be called is_member or vehicle_class: then it
        // is the last column, if that can be it.
        if (
            Array.FindAll(free, i => Words(names[i]).Any(IsLabelWord) && IsLabelLike(i)) is [var called]
            && (Words(names[called]).Any(word => Sure.Contains(word)) || !IsLabelLike(free[^1]))
        )
            return called;
        return free.Length > 0
            ? new[] { free[^1], free[0] }.FirstOrDefault(IsLabelLike, -1) switch
            {
                >= 0 and var found => found,
                _ => throw NoLabel(),
            }
            : throw NoLabel();

        // Words or whole numbers, few of them and each more than once.
        bool IsLabelLike(int i)
        {
            var cells = rows.Select(row => row[i]).Where(cell => !TableNumber.IsMissingLabel(cell)).ToList();
            var distinct = cells.Distinct(StringComparer.Ordinal).ToList();
            return distinct.Count >= 2
                && distinct.Count <= MostClasses
                && distinct.Count * 2 <= Math.Max(cells.Count, 4)
                && distinct.All(cell => TableNumber.Parse(cell, '.') is not { } number || number == Math.Floor(number));
        }

        static string[] Words(string name) => name.ToLowerInvariant().Split([' ', '_', '-', '.'], StringSplitOptions.RemoveEmptyEntries);

        static bool IsLabelWord(string word) => word == "is" || (word.Length > 1 && LabelNames.Contains(word));

        ImportChoiceException NoLabel() =>
            new("labelColumn", $"{title} has no column that looks like labels: say which is the label column, one of {Listed(names)}.");
    }
}
