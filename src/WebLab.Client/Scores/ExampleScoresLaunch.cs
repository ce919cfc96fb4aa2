using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Scores;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Scores;

/// <summary>Scores of examples as the launch page asks for them.</summary>
/// <param name="Dataset">A data set that is here.</param>
/// <param name="Method">One of <see cref="ScoreMethod"/>.</param>
/// <param name="Examples">How many of the first training examples are scored.</param>
/// <param name="Networks">How many networks are trained.</param>
public sealed record ExampleScoresLaunch(DatasetInfo Dataset, string Method, int Examples, int Networks)
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = "example-scores";

    private const int TestExamples = 10_000,
        EarlyEpochs = 5,
        AllEpochs = 10;

    /// <summary>Epochs of each network: few where the score is one of early training.</summary>
    public int Epochs => ScoreWords.IsEarly(Method) ? EarlyEpochs : AllEpochs;

    /// <summary>What is sent to the server.</summary>
    public ExperimentRequest Request =>
        new()
        {
            Name = $"{ScoreWords.Title(Method)}, {Dataset.Facts.Title}",
            Description = ScoreWords.Sentence(Method),
            IsPrivate = Dataset.IsPrivate,
            Runs = [new(ScoreWords.Title(Method), Spec)],
        };

    private RunSpec Spec =>
        new()
        {
            Dataset = Dataset.Facts.Name,
            TrainSize = Math.Min(Dataset.Facts.TrainCount, Examples),
            TestSize = Math.Min(Dataset.Facts.TestCount, TestExamples),
            Analysis = new()
            {
                Kind = Kind,
                Fields = FieldGroup.Empty.With("scoreMethod", Method).With("scoreNetworks", Networks).With("scoreEpochs", Epochs),
            },
        };
}
