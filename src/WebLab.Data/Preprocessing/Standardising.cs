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

    private Standardising(int width, int rows, Func<IEnumerable<float[]>> parts)
    {
        var (sums, squares) = (new double[width], new double[width]);
        foreach (var part in parts())
        {
            for (var i = 0; i < part.Length; i++)
                sums[i % width] += part[i];
        }
        _means = Array.ConvertAll(sums, sum => sum / rows);
        foreach (var part in parts())
        {
            for (var i = 0; i < part.Length; i++)
                squares[i % width] += (part[i] - _means[i % width]) * (part[i] - _means[i % width]);
        }
        _scales = new double[width];
        for (var column = 0; column < width; column++)
        {
            var deviation = Math.Sqrt(squares[column] / rows);
            // Rounding leaves a little of a column that is the same everywhere.
            _scales[column] = deviation > 1e-7 * Math.Max(1, Math.Abs(_means[column])) ? 1 / deviation : 0;
        }
    }

    /// <summary>What brings the columns of these rows to mean 0 and standard deviation 1.</summary>
    /// <param name="train">The training rows.</param>
    public static Standardising Of(ImageSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return new(train.Width, train.Count, () => train.Parts().Select(part => part.Examples.Features!));
    }

    /// <summary>Standardises both splits in place.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows.</param>
    public static void Apply(PixelSet train, PixelSet test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        var columns = new Standardising(train.ImageLength, train.Count, () => [train.Values]);
        columns.Apply(train.Values);
        columns.Apply(test.Values);
    }

    /// <summary>Standardises rows in place.</summary>
    /// <param name="rows">Row after row.</param>
    public void Apply(Span<float> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (float)((rows[i] - _means[i % _means.Length]) * _scales[i % _means.Length]);
    }
}
