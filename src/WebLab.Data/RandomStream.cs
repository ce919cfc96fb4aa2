using System.Numerics;

namespace WebLab.Data;

/// <summary>
/// A stream of random numbers that is the same on every machine and runtime: xoshiro256** (Blackman and Vigna 2018) seeded
/// through splitmix64, with integer arithmetic and exactly rounded floating-point operations only. Not thread-safe.
/// </summary>
public sealed class RandomStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _s0,
        _s1,
        _s2,
        _s3;
    private double _spareGaussian = double.NaN;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Any value; see <see cref="Seeds.Derive"/>.</param>
    public RandomStream(ulong seed)
    {
        _s0 = Mix(seed += GoldenGamma);
        _s1 = Mix(seed += GoldenGamma);
        _s2 = Mix(seed += GoldenGamma);
        _s3 = Mix(seed + GoldenGamma);
    }

    /// <summary>Starts the stream of one item (an image, an epoch), so that items can be drawn in any order and in parallel.</summary>
    /// <param name="seed">The seed that the items share.</param>
    /// <param name="item">The item's number.</param>
    public static RandomStream ForItem(ulong seed, long item) => new(Mix(seed ^ Mix((ulong)item + GoldenGamma)));

    /// <summary>A uniform 64-bit number.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform whole number, without bias (Lemire 2019).</summary>
    /// <param name="bound">At least 1.</param>
    /// <returns>0 to <paramref name="bound"/> - 1.</returns>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var threshold = (0 - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return (int)high;
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform number in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    /// <param name="from">The least value.</param>
    /// <param name="to">The bound above.</param>
    public double NextDouble(double from, double to) => from + (to - from) * NextDouble();

    /// <summary>A standard normal number (Marsaglia's polar method).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            var spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }
        double x,
            y,
            square;
        do
        {
            x = 2 * NextDouble() - 1;
            y = 2 * NextDouble() - 1;
            square = x * x + y * y;
        } while (square is >= 1 or 0);
        var scale = Math.Sqrt(-2 * NaturalLog(square) / square);
        _spareGaussian = y * scale;
        return x * scale;
    }

    /// <summary>Puts the items into a uniformly random order (Fisher and Yates).</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items, reordered in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A uniformly random order of 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="count">At least 0.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    // Math.Log comes from each platform's C library and may differ in the last bit; this uses only operations that IEEE 754 rounds
    // exactly. With m in [0.7, 1.42), |s| <= 0.172 and the tenth term is below 1e-16.
    internal static double NaturalLog(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var series = 0.0;
        for (var k = 21; k >= 1; k -= 2)
            series = series * square + 1.0 / k;
        return exponent * 0.6931471805599453 + 2 * s * series;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
