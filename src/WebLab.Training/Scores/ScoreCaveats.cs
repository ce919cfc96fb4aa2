using WebLab.Contracts;
using WebLab.Contracts.Scores;

namespace WebLab.Training.Scores;

/// <summary>What the scores of so many networks cannot say.</summary>
internal static class ScoreCaveats
{
    private const int PublishedMemorisation = 2_000,
        PublishedConsistency = 200,
        PublishedEarly = 10;

    private const string IsRare = "A low score does not tell a wrong label from a rare example.";

    public static IReadOnlyList<string> Of(ScoreOptions options, int trained) =>
        options.Method switch
        {
            ScoreMethod.Memorisation =>
            [
                Sentence.Of($"The authors trained {PublishedMemorisation:N0} networks, here it is {options.All:N0}.")
                    + " A score is uncertain by the standard error beside it, and the highest of many uncertain influences are too high.",
                "Influence is looked for only from training examples whose memorisation is at least 0.25, at most 5,000 of them.",
                "A low score of memorisation is not a clean label: what its neighbours teach need not be memorised.",
            ],
            ScoreMethod.CScore =>
            [
                Sentence.Of($"The authors trained {PublishedConsistency} networks for each of nine shares, ")
                    + Sentence.Of($"here it is {options.All / options.Shares.Count:N0}.")
                    + " With few of them a score takes only a few values, and low quantiles are lower than with many.",
                IsRare,
            ],
            ScoreMethod.SecondSplit =>
            [
                "What is forgotten first is mostly a wrong label; what is rare but right is forgotten later. What is hard is learned late, "
                    + "which this score does not tell.",
                "The authors fine-tuned residual networks until a half was fitted. Here each half has the same number of epochs, and an "
                    + "example that was not learned in the first has 0.",
            ],
            _ =>
            [
                Sentence.Of($"The authors took means over {PublishedEarly} networks and more, of a residual network.")
                    + Sentence.Of($" Here it is an MLP, {trained:N0} so far."),
                "The score depends on the epoch: late in training every fitted example has almost none.",
            ],
        };
}
