using WebLab.Data.Datasets;

namespace WebLab.Data.Preprocessing;

/// <summary>
/// Columns of features as a network gets them: each has mean 0 and standard deviation 1 over the training rows, and the test rows are
/// moved and scaled as those were. A column that is the same in every training row becomes 0 there.
/// </summary>
public sealed class Standardising
{
    private readonly double[] _means,
        _scales;

    private Standardising(ImageSet train, bool[]? isLeftOut)
    {
        var (sums, squares) = (new double[train.Width], new double[train.Width]);
        var count = train.Count - (isLeftOut?.Count(each => each) ?? 0);
        foreach (var (first, part) in Rows())
        {
            for (var i = 0; i < part.Length; i++)
                sums[i % train.Width] += IsOut(first, i) ? 0 : part[i];
        }
        _means = Array.ConvertAll(sums, sum => sum / count);
        foreach (var (first, part) in Rows())
        {
            for (var i = 0; i < part.Length; i++)
                squares[i % train.Width] += IsOut(first, i)
                    ? 0
                    : (part[i] - _means[i % train.Width]) * (part[i] - _means[i % train.Width]);
        }
        _scales = new double[train.Width];
        for (var column = 0; column < train.Width; column++)
        {
            var deviation = Math.Sqrt(squares[column] / count);
            // Rounding leaves a little of a column that is the same everywhere.
            _scales[column] = deviation > 1e-7 * Math.Max(1, Math.Abs(_means[column])) ? 1 / deviation : 0;
        }

        IEnumerable<(int First, float[] Values)> Rows() => train.Parts().Select(part => (part.First, part.Examples.Features!));

        bool IsOut(int first, int value) => isLeftOut is not null && isLeftOut[first + (value / train.Width)];
    }

    /// <summary>What brings the columns of these rows to mean 0 and standard deviation 1.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="isLeftOut">Whether each is left out of the training and has no part in it; null where none is.</param>
    public static Standardising Of(ImageSet train, bool[]? isLeftOut = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new(train, isLeftOut);
    }

    /// <summary>Standardises rows in place.</summary>
    /// <param name="rows">Row after row.</param>
    public void Apply(Span<float> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (float)((rows[i] - _means[i % _means.Length]) * _scales[i % _means.Length]);
    }
}
