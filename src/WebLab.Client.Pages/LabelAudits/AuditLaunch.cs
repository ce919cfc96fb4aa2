using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Client.LabelAudits;

/// <summary>What an audit goes by in the place of what it finds itself.</summary>
/// <param name="Probabilities">The file of probabilities that it scores by; null for own scores.</param>
/// <param name="Embeddings">The file of embeddings that it tells examples apart by; null for own features.</param>
/// <param name="Features">The run whose network's penultimate layer it tells examples apart by; null for own features.</param>
/// <param name="Filter">The rule that suspects are told by; null for any.</param>
public sealed record OwnSources(string? Probabilities, string? Embeddings, RunSummary? Features, string? Filter)
{
    /// <summary>Nothing of it.</summary>
    public static OwnSources None { get; } = new(null, null, null, null);
}

/// <summary>What the pages launch about labels: an audit, and what training on its corrected labels changes.</summary>
public static class AuditLaunch
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = LabelAuditReport.Kind;

    private const int Epochs = 20,
        Seeds = 3,
        LeastTest = 10;

    /// <summary>An audit of a data set, as far as a recipe reaches.</summary>
    /// <param name="facts">The data set.</param>
    /// <param name="isPrivate">Whether others see it.</param>
    /// <param name="examples">Training examples to audit, the first ones, and test examples at most; null for all.</param>
    /// <param name="own">What it goes by in the place of its own scores, features and rules; null for none.</param>
    /// <param name="networks">The fields of the networks that it scores by; null for ridge regression.</param>
    public static ExperimentRequest Of(
        DatasetFacts facts,
        bool isPrivate,
        int? examples = null,
        OwnSources? own = null,
        FieldGroup? networks = null
    ) =>
        new()
        {
            Name = $"Label audit of {facts.Title}",
            // What is found by a private run is as private.
            IsPrivate = isPrivate || own?.Features?.IsPrivate == true,
            Runs =
            [
                new(
                    "Label audit",
                    new()
                    {
                        Dataset = facts.Name,
                        TrainSize = Math.Clamp(examples ?? int.MaxValue, 1, Most(facts)),
                        // A recipe may ask for more than a small set has, and for no fewer than ten.
                        TestSize = Math.Max(
                            LeastTest,
                            Math.Min(examples ?? int.MaxValue, Held(facts, Math.Min(facts.TestCount, Most("test-size"))))
                        ),
                        Analysis = new()
                        {
                            Kind = Kind,
                            Fields = (networks ?? FieldGroup.Empty)
                                .With(LabelAuditOptions.ProbabilitiesKey, own?.Probabilities)
                                .With(LabelAuditOptions.FilterKey, own?.Filter)
                                .With(LabelAuditOptions.EmbeddingsKey, own?.Embeddings)
                                .With(LabelAuditOptions.FeaturesKey, own?.Features is { } run ? $"{run.Id}" : null),
                        },
                    }
                ),
            ],
        };

    /// <summary>The most training examples that an audit can be asked to look at.</summary>
    /// <param name="facts">The data set.</param>
    public static int Most(DatasetFacts facts) => Held(facts, Math.Min(facts.TrainCount, Most("train-size")));

    // An audit holds its examples in memory, in one array.
    private static int Held(DatasetFacts facts, int count) =>
        (int)Math.Min(count, Array.MaxLength / ((long)facts.Height * facts.Width * facts.Channels));

    /// <summary>The same again.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="group">The column of a table, from 1, whose values part the examples into groups; 0 for none.</param>
    public static ExperimentRequest Again(RunSummary audit, int group) =>
        LaunchTerms
            .Of(audit)
            .Request(audit.ExperimentName, [new(audit.Name, audit.Spec with { Analysis = Grouped(audit.Spec.Analysis!, group) })]);

    /// <summary>The same network on the labels as they were and as corrected, three seeds each.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="labels">The corrected labels.</param>
    public static ExperimentRequest Compare(RunSummary audit, LabelFileInfo labels)
    {
        var spec = audit.Spec with
        {
            Analysis = null,
            Epochs = Epochs,
            BatchSize = Math.Min(new RunSpec().BatchSize, audit.Spec.TrainSize),
            LearningRate = LabCatalogue.FindModel(audit.Spec.Model)?.LearningRate ?? audit.Spec.LearningRate,
        };
        var corrected = spec with
        {
            Corruption = new()
            {
                Kind = CorruptionKind.FileLabels,
                LabelFile = labels.File,
                LabelColumn = labels.Column,
            },
        };
        return new()
        {
            Name = $"{audit.ExperimentName}: with and without corrections",
            Description = "Does the network do better on the corrected labels? The same recipe on both, three seeds each"
                + (
                    labels.LeftOut == 0
                        ? "."
                        : Sentence.Of(
                            $"; of {audit.Spec.TrainSize:N0} training examples the corrected ones leave out {labels.LeftOut:N0}. Both are "
                                + $"measured on the same test examples."
                        )
                ),
            IsPrivate = audit.IsPrivate,
            Runs =
            [
                .. Enumerable
                    .Range(1, Seeds)
                    .SelectMany(seed =>
                        new[]
                        {
                            new RunRequest($"given labels, seed {seed}", spec with { Seed = seed }),
                            new RunRequest($"{Corrected(labels)}, seed {seed}", corrected with { Seed = seed }),
                        }
                    ),
            ],
        };
    }

    private static string Corrected(LabelFileInfo labels) =>
        labels.LeftOut == 0 ? "corrected labels" : Sentence.Of($"corrected labels, {labels.LeftOut:N0} left out");

    /// <summary>The column that an audit groups by, from 1; 0 for none.</summary>
    public static int GroupOf(RunSpec spec) => (int)(spec.Analysis?.Fields.Number(Group) ?? 0);

    private const string Group = "auditGroup";

    private static AnalysisSpec Grouped(AnalysisSpec analysis, int group) =>
        analysis with
        {
            Fields = analysis.Fields.With(Group, group == 0 ? null : group),
        };

    private static int Most(string field) => SpecFields.Find(field) is WholeNumberField number ? number.Max : int.MaxValue;
}
