using System.Text;

namespace WebLab.Data.Labels;

/// <summary>Columns of which each tells of one class: one-hot rows, probabilities, votes. None of them is a label.</summary>
internal static class ColumnsOfClasses
{
    private const double Rounding = 1e-6;

    /// <summary>What a refusal says of them; null where the columns are others.</summary>
    /// <param name="target">What the file is read for.</param>
    /// <param name="columns">The file's columns without its index.</param>
    public static string? Refusal(LabelTarget target, IReadOnlyList<LabelColumn> columns)
    {
        var classes = target.Classes.Count;
        if (classes < 3 || columns.Count < classes)
            return null;
        // Names of files may stand beside.
        double[][] values = [.. columns.Select(Values).OfType<double[]>().Where(each => Array.TrueForAll(each, value => value >= 0))];
        if (values.Length != classes)
            return null;
        if (Array.TrueForAll(values, column => Array.TrueForAll(column, value => value is 0 or 1)))
            return "has a column of zeros and ones for each class: give the number of the column with the one instead.";
        if (Array.TrueForAll(values, column => Array.TrueForAll(column, value => value <= 1)))
            return "has a column of fractions for each class, which are probabilities and no labels: give the number of the largest "
                + "instead.";
        return HaveOneSum(values)
            ? "has a column of votes for each class, as many in each row, which are no labels: give the number of the largest instead."
            : null;
    }

    // A column of numbers is what it is: a copy of each would take as much as the file.
    private static double[]? Values(LabelColumn column)
    {
        if (!Array.Exists(column.Numbers, double.IsNaN))
            return column.Numbers;
        if (column.Words is not { } words || double.IsNaN(Truth(words[0])))
            return null;
        var values = new double[column.Numbers.Length];
        for (var row = 0; row < values.Length; row++)
            values[row] = Truth(words[row]);
        return values;
    }

    private static double Truth(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "true"u8) ? 1
        : Ascii.EqualsIgnoreCase(word, "false"u8) ? 0
        : double.NaN;

    private static bool HaveOneSum(double[][] columns)
    {
        var first = columns.Sum(column => column[0]);
        for (var row = 1; row < columns[0].Length; row++)
        {
            var sum = 0.0;
            foreach (var column in columns)
                sum += column[row];
            if (!(Math.Abs(sum - first) <= Rounding * first))
                return false;
        }
        return columns[0].Length > 1 && first > 0;
    }
}
