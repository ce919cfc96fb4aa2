namespace WebLab.Training.Scores;

/// <summary>How often each example was predicted as its label by networks that were trained on it, and by networks that were not.</summary>
/// <param name="examples">How many there are.</param>
internal sealed class HeldOutTally(int examples)
{
    private readonly int[] _with = new int[examples],
        _rightWith = new int[examples],
        _without = new int[examples],
        _rightWithout = new int[examples];

    /// <summary>Takes a network in.</summary>
    /// <param name="heldOut">Whether it was not trained on each example.</param>
    /// <param name="right">Whether it predicts each example's label.</param>
    public void Add(bool[] heldOut, bool[] right)
    {
        for (var i = 0; i < examples; i++)
        {
            (heldOut[i] ? _without : _with)[i]++;
            if (right[i])
                (heldOut[i] ? _rightWithout : _rightWith)[i]++;
        }
    }

    /// <summary>The share of the networks trained without an example that predict it right.</summary>
    public Rate HeldOut(int example) => new(_rightWithout[example], _without[example]);

    /// <summary>How much greater that share is with it.</summary>
    public (double Value, double Error) Memorisation(int example)
    {
        var (with, without) = (new Rate(_rightWith[example], _with[example]), HeldOut(example));
        return (with.Share - without.Share, Math.Sqrt(with.Variance + without.Variance));
    }
}

/// <summary>A share of networks.</summary>
/// <param name="Right">Those that are right.</param>
/// <param name="Count">All of them.</param>
internal readonly record struct Rate(double Right, double Count)
{
    /// <summary>The share; NaN of none.</summary>
    public double Share => Right / Count;

    /// <summary>The square of its standard error, with one right and one wrong network more: of three that are all right nobody knows that
    /// the next one is.</summary>
    public double Variance
    {
        get
        {
            var share = (Right + 1) / (Count + 2);
            return share * (1 - share) / Count;
        }
    }
}
