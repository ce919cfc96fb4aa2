namespace WebLab.Client.Figures;

/// <summary>A line of a figure: the mean over seeds with its spread, or a published curve.</summary>
/// <param name="Name">Its words in the key.</param>
/// <param name="Hue">Its hue and its mark, by number.</param>
/// <param name="X">Rising.</param>
/// <param name="Y">A value for each x; NaN leaves a gap.</param>
public sealed record FigureLine(string Name, int Hue, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>The lower edge of the band, for each x; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>The upper edge of the band.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Whether it stands in the paper: drawn thin, behind what was measured here.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether it is the second measure of its name, for example the test set's beside the training set's.</summary>
    public bool IsDashed { get; init; }

    /// <summary>Whether each point was measured by itself and gets a mark, instead of a few along a curve.</summary>
    public bool HasPoints { get; init; }

    /// <summary>Whether it can be told by a mark's shape too; not for the edge of an area.</summary>
    public bool HasMarks { get; init; } = true;

    /// <summary>Whether its points lie on a way from one to the next; not between words that have no order.</summary>
    public bool IsConnected { get; init; } = true;

    /// <summary>Seeds behind the mean.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The place of the point whose x is nearest, or -1 where there is none near.</summary>
    public int Nearest(double x, double reach)
    {
        var best = -1;
        for (var i = 0; i < X.Count; i++)
        {
            if (double.IsFinite(Y[i]) && Math.Abs(X[i] - x) <= reach && (best < 0 || Math.Abs(X[i] - x) < Math.Abs(X[best] - x)))
                best = i;
        }
        return best;
    }
}
