namespace WebLab.Client.Charts;

/// <summary>How a line is drawn; the run gives its hue.</summary>
public enum LineStyle
{
    Solid,

    /// <summary>Measured on the test set, beside a solid line of the training set.</summary>
    Dashed,

    /// <summary>Single steps behind the mean of their epoch.</summary>
    Faint,
}
