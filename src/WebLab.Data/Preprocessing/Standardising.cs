namespace WebLab.Data.Preprocessing;

/// <summary>
/// Columns of features as a network gets them: each has mean 0 and standard deviation 1 over the training rows, and the test rows are
/// moved and scaled as those were. A column that is the same in every training row becomes 0 there.
/// </summary>
public static class Standardising
{
    /// <summary>Standardises both splits in place.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="test">The test rows.</param>
    public static void Apply(PixelSet train, PixelSet test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        Parallel.For(0, train.ImageLength, column => Apply(column, train, test));
    }

    private static void Apply(int column, PixelSet train, PixelSet test)
    {
        var (width, values) = (train.ImageLength, train.Values);
        var sum = 0.0;
        for (var i = column; i < values.Length; i += width)
            sum += values[i];
        var mean = sum / train.Count;
        var squares = 0.0;
        for (var i = column; i < values.Length; i += width)
            squares += (values[i] - mean) * (values[i] - mean);
        var deviation = Math.Sqrt(squares / train.Count);
        // Rounding leaves a little of a column that is the same everywhere.
        var scale = deviation > 1e-7 * Math.Max(1, Math.Abs(mean)) ? 1 / deviation : 0;
        foreach (var set in new[] { values, test.Values })
        {
            for (var i = column; i < set.Length; i += width)
                set[i] = (float)((set[i] - mean) * scale);
        }
    }
}
