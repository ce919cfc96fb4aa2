using WebLab.Contracts.Scores;
using WebLab.Data.Corruption;
using WebLab.Training.Measures;

namespace WebLab.Training.Scores;

/// <summary>What many networks said of each example, so far. Whoever adds to it sees that one thread does.</summary>
internal sealed class ScoreTally
{
    private const int Digits = 5;

    private readonly ScoreOptions _options;
    private readonly int _examples;
    private readonly HeldOutTally[] _heldOut;
    private readonly double[] _sums,
        _squares;
    private readonly List<(int Number, bool[] HeldOut, bool[] OnTest)> _seen = [];
    private readonly int[] _counts;

    public ScoreTally(ScoreOptions options, int examples)
    {
        (_options, _examples) = (options, examples);
        _heldOut = [.. options.Shares.Select(_ => new HeldOutTally(examples))];
        (_sums, _squares, _counts) = (new double[examples], new double[examples], new int[examples]);
    }

    /// <summary>Takes a network in.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="heldOut">Whether it was not trained on each training example.</param>
    /// <param name="onTrain">Whether it predicts each training example's given label.</param>
    /// <param name="onTest">Whether it predicts each test example's label.</param>
    /// <param name="values">Its own score of each training example, where it has one; NaN of those that it has none of.</param>
    public void Add(int number, bool[] heldOut, bool[] onTrain, bool[] onTest, float[]? values)
    {
        if (values is null)
        {
            _heldOut[number % _heldOut.Length].Add(heldOut, onTrain);
            // Which test examples a training example moved is seen only when all networks are there.
            if (_options.Method == ScoreMethod.Memorisation)
                _seen.Add((number, heldOut, onTest));
            return;
        }
        for (var i = 0; i < _examples; i++)
        {
            if (float.IsNaN(values[i]))
                continue;
            _counts[i]++;
            _sums[i] += values[i];
            _squares[i] += (double)values[i] * values[i];
        }
    }

    /// <summary>The score of each example and its standard error.</summary>
    public (float[] Scores, float[] Errors) Scores()
    {
        var (scores, errors) = (new float[_examples], new float[_examples]);
        for (var i = 0; i < _examples; i++)
        {
            var (value, error) = _options.Method switch
            {
                ScoreMethod.Memorisation => _heldOut[0].Memorisation(i),
                ScoreMethod.CScore => Consistency(i),
                _ => Mean(i),
            };
            (scores[i], errors[i]) = ((float)Math.Round(value, Digits), (float)Math.Round(error, Digits));
        }
        return (scores, errors);
    }

    /// <summary>The pairs of highest influence; null where the method has none.</summary>
    /// <param name="data">The examples.</param>
    public (IReadOnlyList<InfluencePair> Pairs, long High)? Pairs(CorruptedSet data) =>
        _options.Method == ScoreMethod.Memorisation
            ? Influence.Of(
                [.. _seen.OrderBy(each => each.Number).Select(each => (each.HeldOut, each.OnTest))],
                Scores().Scores,
                data.TestLabels
            )
            : null;

    /// <summary>The quantiles of those scores that there are.</summary>
    public static IReadOnlyList<double> Quantiles(float[] scores)
    {
        double[] sorted = [.. scores.Where(float.IsFinite).Select(score => (double)score).Order()];
        return sorted.Length == 0
            ? []
            : [.. ExampleScoresReport.QuantileShares.Select(share => Distribution.QuantileOfSorted(sorted, share))];
    }

    // The mean over those shares at which some network held it out.
    private (double Value, double Error) Consistency(int example)
    {
        var rates = Array.ConvertAll(_heldOut, tally => tally.HeldOut(example)).Where(rate => rate.Count > 0).ToList();
        return rates.Count == 0
            ? (double.NaN, double.NaN)
            : (rates.Average(rate => rate.Share), Math.Sqrt(rates.Sum(rate => rate.Variance)) / rates.Count);
    }

    private (double Value, double Error) Mean(int example)
    {
        var count = _counts[example];
        var mean = _sums[example] / count;
        return (mean, count < 2 ? double.NaN : Math.Sqrt(Math.Max(0, (_squares[example] / count) - (mean * mean)) / (count - 1)));
    }
}
