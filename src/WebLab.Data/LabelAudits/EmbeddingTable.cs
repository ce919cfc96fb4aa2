using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Embeddings: a row an example, a column a feature.</summary>
/// <param name="rows">Examples.</param>
/// <param name="width">Features.</param>
/// <param name="values">Row after row.</param>
public sealed class EmbeddingTable(int rows, int width, float[] values)
{
    // The squares of more, added up over the examples, are no float32 any more.
    private const double Most = 1e15;

    // Nothing is told apart by what float32 hardly tells from its mean.
    private const double LeastDeviation = 1e-4;

    /// <summary>Examples.</summary>
    public int Rows { get; } = rows;

    /// <summary>Features.</summary>
    public int Width { get; } = width;

    /// <summary>Row after row; whoever changes them copies them first.</summary>
    public float[] Values { get; } = values;

    /// <summary>Takes numbers for embeddings.</summary>
    /// <param name="name">The file's name, for sentences.</param>
    /// <param name="numbers">What is in it.</param>
    /// <exception cref="DatasetException">They are none: one sentence that names the first row and column which is not.</exception>
    public static EmbeddingTable Of(string name, NumberTable numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var (rows, width) = (numbers.Rows, numbers.Columns);
        var values = new float[numbers.Values.Length];
        for (var row = 0; row < rows; row++)
        {
            var from = numbers.Values.AsSpan(row * width, width);
            for (var column = 0; column < width; column++)
            {
                if (!(Math.Abs(from[column]) <= Most))
                    throw Refuse(
                        (double.IsFinite(from[column]) ? Sentence.Of($"has {from[column]:G3}") : "has no number")
                            + Sentence.Of($" in row {row:N0}, column {column:N0} (counted from 0): ")
                            + "give a number within -1e15 and 1e15 for each feature."
                    );
                values[(row * width) + column] = (float)from[column];
            }
            // A network that answers does not give one number everywhere; a pair of whole numbers may be equal.
            if ((width > 2 || (width == 2 && from[0] == 0)) && from.IndexOfAnyExcept(from[0]) < 0)
                throw Refuse(
                    Sentence.Of($"has {from[0]:0.####} in each column of row {row:N0} (counted from 0), as where no embedding was made: ")
                        + "make that example's again."
                );
        }
        return Deviates(values, rows, width)
            ? new(rows, width, values)
            : throw Refuse(
                "has nearly the same numbers in each row, none of which deviates by 0.0001: multiply them, or save those of another layer."
            );

        DatasetException Refuse(string sentence) => new($"{name} {sentence}");
    }

    /// <summary>Takes the units of a network's layer, of which an example may have none.</summary>
    /// <param name="title">Words for the network, for sentences.</param>
    /// <param name="rows">A row for each example, equally long.</param>
    /// <exception cref="DatasetException">They tell no examples apart: one sentence.</exception>
    public static EmbeddingTable OfUnits(string title, IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (width, values) = (rows[0].Length, rows.SelectMany(row => row).ToArray());
        if (Array.FindIndex(values, value => !(Math.Abs(value) <= Most)) is >= 0 and var wrong)
            throw new DatasetException(
                Sentence.Of($"The penultimate layer of {title} has no number, or one beyond 1e15, for example {wrong / width:N0}: ")
                    + "its training did not converge; take another run."
            );
        return Deviates(values, rows.Count, width)
            ? new(rows.Count, width, values)
            : throw new DatasetException($"The penultimate layer of {title} gives all examples nearly the same units: take another run.");
    }

    /// <summary>Some of the rows.</summary>
    /// <param name="rows">Their indices.</param>
    public EmbeddingTable Pick(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var picked = new float[rows.Count * Width];
        for (var i = 0; i < rows.Count; i++)
            Values.AsSpan(rows[i] * Width, Width).CopyTo(picked.AsSpan(i * Width));
        return new(rows.Count, Width, picked);
    }

    private static bool Deviates(float[] values, int rows, int width) =>
        rows <= 1 || LargestDeviation(values, rows, width) >= LeastDeviation;

    private static double LargestDeviation(float[] values, int rows, int width)
    {
        var (sums, squares) = (new double[width], new double[width]);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < width; column++)
                sums[column] += values[(row * width) + column];
        }
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var difference = values[(row * width) + column] - (sums[column] / rows);
                squares[column] += difference * difference;
            }
        }
        return Math.Sqrt(squares.Max() / rows);
    }
}
