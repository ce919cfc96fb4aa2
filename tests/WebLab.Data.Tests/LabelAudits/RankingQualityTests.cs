using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class RankingQualityTests
{
    [Fact]
    public void Auroc_is_the_share_of_pairs_in_order_and_precision_that_of_each_threshold()
    {
        var random = new RandomStream(3);
        // Few values, so that many are tied.
        double[] scores = [.. Enumerable.Range(0, 120).Select(_ => random.NextInt(12) / 12.0)];
        bool[] isWrong = [.. scores.Select(score => random.NextDouble() > score)];
        var quality = RankingQuality.Of(scores, isWrong);

        var (pairs, all) = (0.0, 0);
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < scores.Length; j++)
            {
                if (!isWrong[i] || isWrong[j])
                    continue;
                all++;
                pairs +=
                    scores[i] < scores[j] ? 1
                    : scores[i] == scores[j] ? 0.5
                    : 0;
            }
        }
        Assert.Equal(pairs / all, quality.Auroc, 12);

        var (precision, recallBefore) = (0.0, 0.0);
        foreach (var threshold in scores.Distinct().Order())
        {
            var above = Enumerable.Range(0, scores.Length).Where(i => scores[i] <= threshold).ToArray();
            double right = above.Count(i => isWrong[i]);
            var recall = right / isWrong.Count(each => each);
            precision += (recall - recallBefore) * right / above.Length;
            recallBefore = recall;
        }
        Assert.Equal(precision, quality.AveragePrecision, 12);
    }
}
