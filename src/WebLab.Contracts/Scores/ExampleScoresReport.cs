namespace WebLab.Contracts.Scores;

/// <summary>What an analysis of the kind <c>example-scores</c> finds: a score of each training example, from many networks.</summary>
public sealed record ExampleScoresReport
{
    /// <summary>The kind of analysis, which is stored and never changes.</summary>
    public const string Kind = "example-scores";

    /// <summary>The form of this report; an older reader passes over what it does not know.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The data set's title.</summary>
    public required string Title { get; init; }

    /// <summary>One of <see cref="ScoreMethod"/>.</summary>
    public required string Method { get; init; }

    /// <summary>Networks that are trained in all.</summary>
    public required int Networks { get; init; }

    /// <summary>Networks that are trained so far.</summary>
    public required int Trained { get; init; }

    /// <summary>Epochs of each.</summary>
    public required int Epochs { get; init; }

    /// <summary>The share of the examples that each is trained on; null where that differs or is all.</summary>
    public double? Share { get; init; }

    /// <summary>The step size.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The mean of the networks' accuracies on the test set.</summary>
    public double TestAccuracy { get; init; }

    /// <summary>The score of each training example, by original index; NaN where no network could tell.</summary>
    public IReadOnlyList<float> Scores { get; init; } = [];

    /// <summary>The standard error of each score.</summary>
    public IReadOnlyList<float> Errors { get; init; } = [];

    /// <summary>The given label of each training example.</summary>
    public byte[] GivenLabels { get; init; } = [];

    /// <summary>The true label of each.</summary>
    public byte[] TrueLabels { get; init; } = [];

    /// <summary>Quantiles of the scores at <see cref="QuantileShares"/>.</summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [];

    /// <summary>Pairs of a training and a test example, from the highest influence on; memorisation only, at its end.</summary>
    public IReadOnlyList<InfluencePair> Pairs { get; init; } = [];

    /// <summary>How many pairs have at least <see cref="HighInfluence"/>, of training examples of at least <see
    /// cref="HighMemorisation"/>; null before they were counted.</summary>
    public long? HighPairs { get; init; }

    /// <summary>What the numbers cannot say, each one sentence.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>Seconds that it took so far.</summary>
    public double Seconds { get; init; }

    /// <summary>What it says of each training example, as columns: the score, its standard error, and of memorisation the highest influence
    /// on a test example among <see cref="Pairs"/>.</summary>
    public ScoredExamples Scored()
    {
        var method = ScoreMethod.Of(Method);
        var of = Sentence.Of($", {Trained:N0} networks");
        var columns = new List<ScoreColumn> { new(Method, method.Term + of, method.Sentence, method.Unit, Scores) };
        if (Errors.Any(float.IsFinite))
            columns.Add(
                new($"{Method}-error", $"{method.Term}, error", $"The standard error of {method.Term}{of}.", method.Unit, Errors)
            );
        if (Pairs.Count > 0)
        {
            var highest = new float[Scores.Count];
            Array.Fill(highest, float.NaN);
            foreach (var pair in Pairs.Where(pair => pair.Train < highest.Length))
                highest[pair.Train] = highest[pair.Train] >= pair.Influence ? highest[pair.Train] : (float)pair.Influence;
            columns.Add(
                new(
                    "influence",
                    "Influence" + of,
                    Sentence.Of(
                        $"How much more often the test example that it moves most is right where it was trained on, of the {Pairs.Count} "
                            + $"pairs of highest influence; examples of no such pair have none (Feldman and Zhang 2020)."
                    ),
                    null,
                    highest
                )
            );
        }
        return new()
        {
            GivenLabels = GivenLabels,
            TrueLabels = TrueLabels,
            Networks = Trained,
            ScoreColumns = columns,
        };
    }

    /// <summary>The shares at which <see cref="Quantiles"/> are taken.</summary>
    public static IReadOnlyList<double> QuantileShares { get; } = [0, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 1];

    /// <summary>Feldman and Zhang's thresholds of a pair that is shown: 0.15 of influence, 0.25 of memorisation.</summary>
    public const double HighInfluence = 0.15,
        HighMemorisation = 0.25;
}

/// <summary>What a training example does to a test example.</summary>
/// <param name="Train">The training example's original index.</param>
/// <param name="Test">The test example's original index.</param>
/// <param name="TestLabel">The test example's label.</param>
/// <param name="Influence">How much more often the test example is right where the training example was trained on.</param>
/// <param name="Error">Its standard error.</param>
public sealed record InfluencePair(int Train, int Test, int TestLabel, double Influence, double Error);
