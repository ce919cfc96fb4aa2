using WebLab.Contracts.Scores;
using static TorchSharp.torch;

namespace WebLab.Training.Scores;

/// <summary>How much more often a test example is right where a training example was trained on (Feldman and Zhang 2020).</summary>
internal static class Influence
{
    /// <summary>Pairs that are kept.</summary>
    public const int Kept = 60;

    // The whole matrix of 60,000 training and 10,000 test examples takes 2.4 GB; only what is memorised can have influence, as the
    // authors pick it too.
    private const int MostTrain = 5_000,
        Rows = 250;

    /// <summary>The pairs of highest influence, and how many are high.</summary>
    /// <param name="networks">Of each network: which training examples it held out, and which test examples it predicts right.</param>
    /// <param name="memorisation">Of each training example.</param>
    /// <param name="testLabels">Of each test example.</param>
    public static (IReadOnlyList<InfluencePair> Pairs, long High) Of(
        IReadOnlyList<(bool[] HeldOut, bool[] OnTest)> networks,
        float[] memorisation,
        byte[] testLabels
    )
    {
        int[] candidates =
        [
            .. Enumerable
                .Range(0, memorisation.Length)
                .Where(i => memorisation[i] >= ExampleScoresReport.HighMemorisation)
                .OrderByDescending(i => memorisation[i])
                .Take(MostTrain),
        ];
        if (candidates.Length == 0 || testLabels.Length == 0)
            return ([], 0);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var right = Matrix(networks.Select(network => network.OnTest), testLabels.Length);
        var rightInAll = right.sum([0L]);
        var found = new List<InfluencePair>();
        var high = 0L;
        for (var start = 0; start < candidates.Length; start += Rows)
        {
            using var each = NewDisposeScope();
            var rows = candidates.AsSpan(start, Math.Min(Rows, candidates.Length - start)).ToArray();
            var trainedOn = Matrix(rows.Select(i => networks.Select(network => !network.HeldOut[i]).ToArray()), networks.Count);
            var with = trainedOn.sum(1, keepdim: true);
            var without = with.SubtractedFrom(networks.Count);
            var rightWith = trainedOn.mm(right);
            var influence = (rightWith / with) - ((rightInAll - rightWith) / without);
            high += influence.ge(tensor((float)ExampleScoresReport.HighInfluence)).sum().item<long>();
            var (values, places) = influence.nan_to_num(-1).flatten().topk((int)Math.Min(Kept, influence.numel()));
            foreach (var (value, place) in values.data<float>().Zip(places.data<long>()))
            {
                var (row, test) = ((int)(place / testLabels.Length), (int)(place % testLabels.Length));
                found.Add(new(rows[row], test, testLabels[test], Math.Round(value, 5), Error(rows[row], test)));
            }
        }
        return ([.. found.OrderByDescending(pair => pair.Influence).ThenBy(pair => (pair.Train, pair.Test)).Take(Kept)], high);

        double Error(int train, int test)
        {
            double variance = 0;
            foreach (var isHeldOut in new[] { true, false })
            {
                var half = networks.Where(network => network.HeldOut[train] == isHeldOut).ToList();
                variance += new Rate(half.Count(network => network.OnTest[test]), half.Count).Variance;
            }
            return Math.Round(Math.Sqrt(variance), 5);
        }
    }

    private static Tensor Matrix(IEnumerable<bool[]> rows, int columns) =>
        tensor(rows.SelectMany(row => row.Select(each => each ? 1f : 0f)).ToArray()).reshape(-1, columns);
}
