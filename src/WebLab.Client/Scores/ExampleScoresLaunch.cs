using WebLab.Client.Layout;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Scores;

/// <summary>Scores of examples as the pages ask for them.</summary>
/// <param name="Labels">Which examples are scored and which labels they are given: data set, sizes, corruption and seed.</param>
/// <param name="Method">One of <see cref="ScoreMethod"/>.</param>
/// <param name="Networks">How many networks are trained.</param>
public sealed record ExampleScoresLaunch(RunSpec Labels, string Method, int Networks)
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = ExampleScoresReport.Kind;

    private const int TestExamples = 10_000,
        EarlyEpochs = 5,
        AllEpochs = 10;

    /// <summary>Whether what is found is for the person alone.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What it is of, in the experiment's name; null for the data set's title.</summary>
    public string? Subject { get; init; }

    /// <summary>The first training examples of a data set that is here.</summary>
    public static ExampleScoresLaunch Of(DatasetInfo dataset, string method, int examples, int networks, CorruptionSpec corruption) =>
        new(
            new()
            {
                Dataset = dataset.Facts.Name,
                TrainSize = Math.Min(dataset.Facts.TrainCount, examples),
                TestSize = Math.Min(dataset.Facts.TestCount, TestExamples),
                Corruption = corruption,
            },
            method,
            networks
        )
        {
            IsPrivate = dataset.IsPrivate,
        };

    /// <summary>The training examples of a run with the labels that it was trained on.</summary>
    public static ExampleScoresLaunch Of(RunSummary run, string method, int networks) =>
        new(
            new()
            {
                Dataset = run.Spec.Dataset,
                TrainSize = run.Spec.TrainSize,
                TestSize = Math.Min(run.Spec.TestSize, TestExamples),
                Corruption = run.Spec.Corruption,
                Seed = run.Spec.Seed,
            },
            method,
            networks
        )
        {
            IsPrivate = run.IsPrivate,
            Subject = run.Name,
        };

    /// <summary>Epochs of each network: few where the score is one of early training.</summary>
    public int Epochs => ScoreMethod.Of(Method).IsEarly ? EarlyEpochs : AllEpochs;

    /// <summary>What is sent to the server.</summary>
    public ExperimentRequest Request =>
        new()
        {
            Name = Format.Middle(
                $"{ScoreMethod.Of(Method).Title}, {Subject ?? DatasetFacts.Find(Labels.Dataset)?.Title ?? Labels.Dataset}",
                ExperimentCheck.MaxNameLength
            ),
            Description = ScoreMethod.Of(Method).Sentence,
            IsPrivate = IsPrivate,
            Runs =
            [
                new(
                    ScoreMethod.Of(Method).Title,
                    Labels with
                    {
                        Analysis = new()
                        {
                            Kind = Kind,
                            Fields = FieldGroup
                                .Empty.With("scoreMethod", Method)
                                .With("scoreNetworks", Networks)
                                .With("scoreEpochs", Epochs),
                        },
                    }
                ),
            ],
        };
}
