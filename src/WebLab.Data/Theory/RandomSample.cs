namespace WebLab.Data.Theory;

/// <summary>
/// Points drawn uniformly from the unit cube, each with a uniformly random label: nothing to learn. A point is drawn anew from
/// its own stream whenever it is asked for, so that a sample of any size takes the memory of one point.
/// </summary>
public sealed class RandomSample
{
    /// <summary>The labels are whole numbers from 0 to this less one.</summary>
    public const int Classes = 10;

    private readonly ulong _seed;
    private readonly double[] _labels;

    /// <summary>Draws the labels.</summary>
    /// <param name="count">The number of points, at least 1.</param>
    /// <param name="dimensions">The numbers of a point, at least 1.</param>
    /// <param name="seed">The root seed.</param>
    public RandomSample(int count, int dimensions, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        Dimensions = dimensions;
        _seed = Seeds.Derive(seed, "theorem-1-points");
        var stream = new RandomStream(Seeds.Derive(seed, "theorem-1-labels"));
        _labels = new double[count];
        for (var i = 0; i < count; i++)
            _labels[i] = stream.NextInt(Classes);
    }

    /// <summary>The number of points.</summary>
    public int Count => _labels.Length;

    /// <summary>The numbers of a point.</summary>
    public int Dimensions { get; }

    /// <summary>The random label of a point.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public double Label(int index) => _labels[index];

    /// <summary>Writes a point; the same at every call.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="point">Room for <see cref="Dimensions"/> numbers.</param>
    public void Draw(int index, Span<double> point)
    {
        var stream = RandomStream.ForItem(_seed, index);
        for (var k = 0; k < Dimensions; k++)
            point[k] = stream.NextDouble();
    }
}
