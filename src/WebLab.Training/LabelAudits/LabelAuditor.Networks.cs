using WebLab.Contracts;
using WebLab.Data.LabelAudits;

namespace WebLab.Training.LabelAudits;

/// <summary>Scores by networks on folds, in the place of ridge regression.</summary>
public sealed partial class LabelAuditor
{
    // They take nearly all of the time.
    private const double NetworksBegin = 0.1,
        NetworksEnd = 0.8;

    private FoldNetworks? Networks() =>
        _subject.Scores is null && _options.Networks is { } asked
            ? new(
                _subject,
                asked,
                _options.Seed,
                _device,
                (stage, share) => Say(stage, NetworksBegin + ((NetworksEnd - NetworksBegin) * share)),
                _cancel
            )
            : null;

    private ProbabilityTable ScoreBy(FoldNetworks networks, ExampleFeatures features)
    {
        // Neighbours are looked for in what ridge regression would have had.
        var (mean, deviation) = LeaveOneOutRidge.Standardise(features.Values);
        features.Test?.sub_(mean).div_(deviation);
        var asked = _options.Networks!;
        var by = Sentence.Of(
            $"{asked.Folds} networks {asked.Network}, each trained for {Epochs(asked.Epochs)} without the fold that it tells"
        );
        // They train for long, and what is found meanwhile is read.
        _report = _report with { ScoredBy = by };
        var predictions = networks.Predict();
        var told = predictions.HeldOut.Sum(fold => fold.Told) / (double)_subject.Given.Count;
        _report = _report with { ScoredBy = Sentence.Of($"{by} ({told:P1} of the labels told)") };
        _association.AddNetworks(asked, predictions, FewOf(asked.Folds));
        return predictions.Probabilities;
    }

    /// <summary>The classes with fewer examples than there are folds, in words; null for none.</summary>
    private string? FewOf(int folds)
    {
        var counts = _subject.Given.GroupBy(label => label).ToDictionary(same => same.Key, same => same.Count());
        var few = counts.Where(each => each.Value < folds).OrderBy(each => each.Key).ToList();
        return few.Count == 0
            ? null
            : Sentence.Of($"How well labels of {Few()} are told, which have fewer examples than the {folds} folds: each lies in a fold of ")
                + "its own, and the only example of a class is told by a network that has never seen the class.";

        string Few()
        {
            var named = few.Take(5).Select(each => Sentence.Of($"{_subject.Classes[each.Key]} ({each.Value})"));
            return string.Join(", ", named) + (few.Count > 5 ? Sentence.Of($" and {few.Count - 5:N0} classes more") : "");
        }
    }

    private static string Epochs(int count) => count == 1 ? "1 epoch" : Sentence.Of($"{count:N0} epochs");

    private string TellsTraining =>
        _subject.Scores is not null ? ProbabilityAudit.MostProbable
        : _options.Networks is { } asked ? Sentence.Of($"{asked.Network} trained on the other {asked.Folds - 1} of {asked.Folds} folds")
        : $"ridge regression{ByEmbeddings} without the example";

    private string TellsTest =>
        _subject.Scores is not null ? ProbabilityAudit.MostProbable
        : _options.Networks is { } asked ? Sentence.Of($"mean of the {asked.Folds} networks {asked.Network}")
        : "ridge regression of the training examples";

    /// <summary>The share of the whole that a share without networks is.</summary>
    private double Placed(double done) =>
        _subject.Scores is not null || _options.Networks is null ? done
        : done <= FeaturesEnd ? done / FeaturesEnd * NetworksBegin
        : NetworksEnd + ((done - FeaturesEnd) / (1 - FeaturesEnd) * (1 - NetworksEnd));
}
