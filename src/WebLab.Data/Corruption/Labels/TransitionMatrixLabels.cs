using WebLab.Contracts.Catalogue;

namespace WebLab.Data.Corruption.Labels;

/// <summary>Labels drawn from a row-stochastic matrix: entry [i][j] is the probability that true label i is given as j.</summary>
internal sealed class TransitionMatrixLabels : LabelCorruption
{
    private static readonly FieldInfo Matrix = CorruptionFields.Matrix(
        "transition-matrix",
        "Transition matrix",
        "Row-stochastic, classes x classes: entry [i][j] is the probability that true label i is given as j."
    );

    public override string Id => "transition-matrix-labels";

    public override string Title => "Transition matrix labels";

    public override string Sentence => "Labels are drawn from a matrix: a row for each true class, the chance of each given class in it.";

    public override int Place => 100;

    public override IReadOnlyList<FieldInfo> Fields => [Matrix];

    public override byte[] Draw(LabelDraw draw) => Draw(draw.TrueLabels, draw.Fields.Matrix(Matrix.Key)!, draw.Random);

    public static byte[] Draw(byte[] trueLabels, double[][] matrix, RandomStream random) =>
        Array.ConvertAll(trueLabels, label => Draw(matrix[label], random.NextDouble()));

    /// <summary>The class whose share of [0, 1) holds <paramref name="at"/>.</summary>
    public static byte Draw(ReadOnlySpan<double> probabilities, double at)
    {
        var last = 0;
        for (var j = 0; j < probabilities.Length; j++)
        {
            if (probabilities[j] <= 0)
                continue;
            last = j;
            if (at < probabilities[j])
                return (byte)j;
            at -= probabilities[j];
        }
        // Rounding may leave a sum just under 1: the rest belongs to the last class that can be drawn.
        return (byte)last;
    }
}
