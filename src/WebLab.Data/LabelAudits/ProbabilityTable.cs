using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Out-of-sample probabilities: a row an example, a column a class.</summary>
/// <param name="rows">Examples.</param>
/// <param name="classes">Classes.</param>
/// <param name="values">Row after row.</param>
public sealed class ProbabilityTable(int rows, int classes, double[] values)
{
    // Three digits after the point and a hundred classes sum to within five hundredths.
    private const double SumTolerance = 0.05,
        Rounding = 1e-6;

    private const string OneColumnEach = "give one column for each class and no other";

    /// <summary>Examples.</summary>
    public int Rows { get; } = rows;

    /// <summary>Classes.</summary>
    public int Classes { get; } = classes;

    /// <summary>Row after row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The probabilities of one example.</summary>
    /// <param name="row">Its index.</param>
    public ReadOnlySpan<double> Row(int row) => values.AsSpan(row * Classes, Classes);

    /// <summary>The probability that an example is of a class.</summary>
    /// <param name="row">The example.</param>
    /// <param name="label">The class.</param>
    public double At(int row, int label) => values[(row * Classes) + label];

    /// <summary>The most probable class of an example; the first of equal ones.</summary>
    /// <param name="row">Its index.</param>
    public int Predicted(int row)
    {
        var probabilities = Row(row);
        var best = 0;
        for (var label = 1; label < probabilities.Length; label++)
        {
            if (probabilities[label] > probabilities[best])
                best = label;
        }
        return best;
    }

    /// <summary>Some of the rows.</summary>
    /// <param name="rows">Their indices.</param>
    public ProbabilityTable Pick(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var picked = new double[rows.Count * Classes];
        for (var i = 0; i < rows.Count; i++)
            Row(rows[i]).CopyTo(picked.AsSpan(i * Classes));
        return new(rows.Count, Classes, picked);
    }

    /// <summary>Checks that the values are probabilities.</summary>
    /// <param name="name">What they are called, for the sentence.</param>
    /// <exception cref="DatasetException">They are none: one sentence that names the first row which is not.</exception>
    public ProbabilityTable Checked(string name)
    {
        if (Classes < 2)
            throw new DatasetException($"{name} has one column; probabilities have a column for each class.");
        for (var row = 0; row < Rows; row++)
        {
            var sum = 0.0;
            foreach (var value in Row(row))
            {
                if (!double.IsFinite(value))
                    throw Refuse($"has no number in row {row:N0}: give a probability for each class of each example.");
                if (value < -Rounding)
                    throw Refuse($"has {value:0.####} in row {row:N0}, and a probability is 0 to 1: apply the softmax to logits first.");
                sum += value;
            }
            if (Math.Abs(sum - 1) > SumTolerance)
                throw Refuse(
                    $"has a row {row:N0} that sums to {sum:0.####}, and probabilities sum to 1: "
                        + $"{(
                            Math.Abs(sum - 100) < 100 * SumTolerance ? "divide percents by 100"
                            : AreColumnsWhole() ? "its columns do, so give a row for each example"
                            : OneColumnEach
                        )}."
                );
        }
        return this;

        // As those of a table do that has a row for each class.
        bool AreColumnsWhole()
        {
            for (var column = 0; column < Classes; column++)
            {
                var sum = 0.0;
                for (var row = 0; row < Rows; row++)
                    sum += At(row, column);
                if (!(Math.Abs(sum - 1) <= SumTolerance))
                    return false;
            }
            return true;
        }

        DatasetException Refuse(ref InvariantText sentence) => new($"{name} {Sentence.Of(ref sentence)}");
    }
}
