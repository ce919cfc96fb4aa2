using WebLab.Contracts.Scores;

namespace WebLab.Training.Scores;

/// <summary>What scores are taken, and by how many networks.</summary>
/// <param name="Method">One of <see cref="ScoreMethod"/>.</param>
/// <param name="Networks">At least so many; a C-score takes as many for each of its nine shares.</param>
/// <param name="Epochs">Epochs of each.</param>
/// <param name="Share">The share of the examples that each is trained on, for memorisation.</param>
/// <param name="LearningRate">The step size.</param>
/// <param name="Seed">The root seed.</param>
internal sealed record ScoreOptions(string Method, int Networks, int Epochs, double Share, double LearningRate, int Seed)
{
    private const int Tenths = 10;

    /// <summary>The shares of the examples that networks are trained on, one after another and over again.</summary>
    public IReadOnlyList<double> Shares =>
        Method switch
        {
            ScoreMethod.Memorisation => [Share],
            ScoreMethod.CScore => [.. Enumerable.Range(1, Tenths - 1).Select(tenth => (double)tenth / Tenths)],
            ScoreMethod.SecondSplit => [0.5],
            ScoreMethod.El2n or ScoreMethod.Grand => [1],
            _ => throw new TrainingFailedException($"There is no score {Method}."),
        };

    /// <summary>Whether each network gives scores by itself, instead of being counted as right or wrong.</summary>
    public bool GivesScores => Method is ScoreMethod.El2n or ScoreMethod.Grand or ScoreMethod.SecondSplit;

    /// <summary>The share of the examples that an epoch shows, in the mean; of two halves each has its epochs.</summary>
    public double Shown => Method == ScoreMethod.SecondSplit ? 1 : Shares.Average();

    /// <summary>Networks that are trained in all.</summary>
    public int All => (Networks + Shares.Count - 1) / Shares.Count * Shares.Count;
}
