using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Scores;
using WebLab.Training.Analyses;

namespace WebLab.Sample;

/// <summary>What <see cref="ClassCountsAnalysis"/> finds.</summary>
/// <param name="Counts">Examples of each class.</param>
/// <param name="Rare">The classes with fewer than were asked for.</param>
public sealed record ClassCounts(IReadOnlyList<int> Counts, IReadOnlyList<int> Rare) : ScoredExamples;

/// <summary>A lab's own kind of job: how many examples each class has, and which classes are rare.</summary>
public sealed class ClassCountsAnalysis : AnalysisDescriptor
{
    /// <inheritdoc/>
    public override string Id => "sample-class-counts";

    /// <inheritdoc/>
    public override string Title => "Class counts";

    /// <inheritdoc/>
    public override string Sentence => "How many examples each class has, and which classes are rare.";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldInfo> Fields =>
        [
            new()
            {
                Name = "rare-below",
                Path = "analysis.rareBelow",
                Label = "Rare below",
                Help = "A class with fewer examples is rare.",
                Type = FieldKind.WholeNumber,
                Min = 1,
                Max = 1_000,
                Default = "10",
            },
        ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "corruption", "seed"];

    /// <inheritdoc/>
    public override bool ScoresExamples => true;

    /// <inheritdoc/>
    public override string Memory => "0";

    /// <inheritdoc/>
    public override string Seconds => "examples / 1000000";

    /// <inheritdoc/>
    public override void Work(AnalysisWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        work.Tell("Counting", 0);
        var labels = work.Data.GivenLabels;
        int[] counts = [.. Enumerable.Range(0, labels.Max() + 1).Select(label => labels.Count(given => given == label))];
        var least = work.Number("rareBelow");
        work.Keep(
            new ClassCounts(counts, [.. Enumerable.Range(0, counts.Length).Where(label => counts[label] < least)])
            {
                // A column of the examples of every run on the same ones.
                GivenLabels = labels,
                TrueLabels = work.Data.TrueLabels,
                ScoreColumns =
                [
                    new(
                        "class-size",
                        "Class size",
                        "How many examples have the same label.",
                        "examples",
                        [.. labels.Select(label => (float)counts[label])]
                    ),
                ],
            },
            isLast: true
        );
    }
}
