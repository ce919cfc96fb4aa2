using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Rows of a table as rows of features.</summary>
internal sealed class TableExamples : ExampleSource
{
    /// <summary>Values that a category may have to be spread over as many columns without being asked for.</summary>
    private const int MostSpread = 50;

    private const int MostExamples = 5;

    private readonly int[] _rows;
    private readonly IReadOnlyList<FeatureColumn> _features;

    /// <param name="tree">The sources.</param>
    /// <param name="table">The table.</param>
    /// <param name="choices">What the person said.</param>
    /// <param name="isText">Whether separators and headings are its own.</param>
    [SetsRequiredMembers]
    public TableExamples(SourceTree tree, TableData table, ImportChoices choices, bool isText)
    {
        var label =
            table.Used(ColumnUse.Label)
            ?? throw new ImportChoiceException("labelColumn", $"{table.Title} has no column of labels: choose one.");
        if (label.HasTooManyWords)
            throw new ImportChoiceException(
                "labelColumn",
                $"{table.Title} has more than {TableColumn.MostWords} different labels in its column {label.Name}: "
                    + "is this the column of the labels?"
            );
        var missing = choices.Missing ?? MissingValues.Mean;
        Odd.AddRange(tree.Odd);
        LeaveOutWide(table, choices);
        _rows = Rows(table, label, missing);
        Kind = DatasetKind.Features;
        (Classes, Labels) = Classed(table, label, isSaid: choices.LabelColumn is not null);
        Splits = Split(table);
        IsPartial = table.IsPartial;
        Choices = Filled(table, label, missing, choices, isText);
        int[] trained = [.. ImportSplit.Of(this, new bool[_rows.Length]).Train.Select(i => _rows[i])];
        _features = [.. table.Columns.SelectMany(column => FeatureColumn.Of(column, trained, missing == MissingValues.Zero))];
        if (_features.Count == 0)
            throw new DatasetException($"{table.Title} has no column of features beside its labels.");
        if (_features.Count > tree.Budget.Limits.Columns)
            throw new DatasetException(
                Sentence.Of(
                    $"{table.Title} has {_features.Count:N0} features, more than the {tree.Budget.Limits.Columns:N0} that are read."
                )
            );
        (Width, Columns) = (_features.Count, [.. _features.Select(feature => feature.Name)]);
        Describe(table, label, missing, isText);
        ColumnPreviews = [.. table.Columns.Select(column => Preview(column))];
        Changeable =
        [
            "labelColumn",
            .. isText ? new[] { "separator", "decimalMark", "hasHeading", "quotes", "encoding" } : [],
            "missing",
            "columns",
            "splitColumn",
            .. Splits is null ? new[] { "holdOut", "splitSeed" } : [],
        ];
    }

    public override string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"row {_rows[index] + 1}");

    public override void Fill(int index, Span<byte> target)
    {
        var values = MemoryMarshal.Cast<byte, float>(target);
        var row = _rows[index];
        for (var i = 0; i < values.Length; i++)
            values[i] = _features[i].At(row);
    }

    /// <summary>A category of very many values is a name, a text, a number of its own.</summary>
    private void LeaveOutWide(TableData table, ImportChoices choices)
    {
        foreach (var column in table.Columns.Where(column => column.Use is ColumnUse.OneHot or ColumnUse.Code))
        {
            if (column.HasTooManyWords || (column.Words.Count > MostSpread && column.Use == ColumnUse.OneHot && !IsChosen(column, choices)))
            {
                var words = column.HasTooManyWords ? $"more than {TableColumn.MostWords:N0}" : $"{column.Words.Count:N0}";
                Odd.Add($"The column {column.Name} has {words} different words and is left out.");
                column.Use = ColumnUse.LeaveOut;
            }
        }
    }

    private static bool IsChosen(TableColumn column, ImportChoices choices) => choices.Columns.ContainsKey(column.Name);

    private int[] Rows(TableData table, TableColumn label, MissingValues missing)
    {
        var unlabelled = 0;
        var incomplete = 0;
        var rows = new List<int>(table.Count);
        TableColumn[] used =
        [
            .. table.Columns.Where(column => column.Use is ColumnUse.Number or ColumnUse.Date or ColumnUse.OneHot or ColumnUse.Code),
        ];
        for (var row = 0; row < table.Count; row++)
        {
            if (float.IsNaN(label.Values[row]))
                unlabelled++;
            else if (missing == MissingValues.LeaveOut && Array.Exists(used, column => float.IsNaN(column.Values[row])))
                incomplete++;
            else
                rows.Add(row);
        }
        if (unlabelled > 0)
            Odd.Add(Sentence.Of($"{unlabelled:N0} rows have no label and are left out."));
        if (incomplete > 0)
            Odd.Add(Sentence.Of($"{incomplete:N0} rows have missing values and are left out."));
        return rows.Count > 0
            ? [.. rows]
            : throw new ImportChoiceException("missing", $"{table.Title} has no row with a label and all values.");
    }

    private (IReadOnlyList<string> Classes, byte[] Labels) Classed(TableData table, TableColumn label, bool isSaid)
    {
        if (table.Dialect.Classes is { } named && label == table.Columns[^1])
            return (
                named,
                [.. _rows.Select(row => byte.Parse(label.Words[(int)label.Values[row]], NumberStyles.None, CultureInfo.InvariantCulture))]
            );
        return ClassNames.Of(
            $"{table.Title}, column {label.Name},",
            [.. _rows.Select(row => label.Words[(int)label.Values[row]])],
            isSaid
        );
    }

    private ExampleSplit[]? Split(TableData table)
    {
        if (table.Used(ColumnUse.Split) is not { } column)
            return table.Splits.Any(split => split != ExampleSplit.None) ? [.. _rows.Select(row => table.Splits[row])] : null;
        var hasTest = column.Words.Any(word => SplitFolders.Split(word, true) == ExampleSplit.Test);
        ExampleSplit[] splits = [.. column.Words.Select(word => SplitFolders.Split(word, hasTest))];
        if (Array.IndexOf(splits, ExampleSplit.None) is >= 0 and var unknown)
            throw new ImportChoiceException(
                "splitColumn",
                $"{table.Title} has {SourceEntry.Visible(column.Words[unknown])} in its column {column.Name}; "
                    + "a split is train, val or test."
            );
        return [.. _rows.Select(row => float.IsNaN(column.Values[row]) ? ExampleSplit.Train : splits[(int)column.Values[row]])];
    }

    private static ImportChoices Filled(TableData table, TableColumn label, MissingValues missing, ImportChoices choices, bool isText) =>
        choices with
        {
            LabelColumn = label.Name,
            SplitColumn = table.Used(ColumnUse.Split)?.Name,
            Separator = isText ? table.Dialect.Shown : null,
            DecimalMark = isText ? $"{table.Dialect.DecimalMark}" : null,
            HasHeading = isText ? table.Dialect.HasHeading : null,
            Quotes = isText ? table.Dialect.ShownQuote : null,
            Encoding = isText ? table.Dialect.Encoding.WebName : null,
            Missing = missing,
        };

    private void Describe(TableData table, TableColumn label, MissingValues missing, bool isText)
    {
        Understood.Add(
            Sentence.Of(
                $"{table.Title} is a table of {(IsPartial ? "more than " : "")}{table.Count:N0} rows and {table.Columns.Count:N0} columns; "
                    + $"{label.Name} is the label, of {Classes.Count:N0} classes."
            )
        );
        if (table.Dialect.Classes is not null)
            Understood.Add("Its first line counts rows and features and names the classes, as scikit-learn writes it.");
        Understood.Add(Sentence.Of($"Each row becomes {Width:N0} features."));
        TableColumn[] leftOut = [.. table.Columns.Where(column => column.Use == ColumnUse.LeaveOut)];
        if (leftOut.Length > 0)
            Understood.Add(
                $"Left out: {string.Join(", ", leftOut.Take(8).Select(column => column.Name))}{(leftOut.Length > 8 ? ", …" : "")}."
            );
        TableColumn[] gaps = [.. table.Columns.Where(column => column.Missing > 0 && column.Use is ColumnUse.Number or ColumnUse.Date)];
        if (gaps.Length > 0 && missing != MissingValues.LeaveOut)
            Understood.Add(
                Sentence.Of(
                    $"{gaps.Sum(column => column.Missing):N0} missing numbers in {gaps.Length:N0} columns become "
                        + $"{(missing == MissingValues.Zero ? "zero" : "the mean of their column over the training rows")}."
                )
            );
        foreach (var column in table.Columns.Where(column => column.Unreadable > 0).Take(MostExamples))
            Odd.Add(
                Sentence.Of(
                    $"The column {column.Name} has {column.Unreadable:N0} cells that are no finite number, for example "
                        + $"{column.FirstUnreadable}; they count as missing."
                )
            );
        if (isText)
            Odd.AddRange(ThousandsOrFractions.Of(table).Take(MostExamples));
        string[] constant = [.. _features.Where(feature => feature.IsConstant).Select(feature => feature.Name)];
        if (constant.Length > 0)
            Odd.Add(Sentence.Of($"{constant.Length:N0} features are constant, for example {constant[0]}."));
    }

    private static ColumnPreview Preview(TableColumn column)
    {
        var uses = new List<ColumnUse> { ColumnUse.Number, ColumnUse.OneHot, ColumnUse.Code, ColumnUse.Date };
        uses.AddRange([ColumnUse.LeaveOut, ColumnUse.Label, ColumnUse.Split]);
        return new(
            column.Name,
            column.Use,
            uses,
            [.. column.Seen.Where(cell => cell.Length > 0).Take(MostExamples).Select(SourceEntry.Visible)],
            column.Seen.Count,
            column.Missing
        );
    }
}
