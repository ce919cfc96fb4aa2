namespace WebLab.Client.Figures;

/// <summary>A figure as a paper prints it: a few lines over one axis, small enough to be drawn as SVG and taken as it is.</summary>
/// <param name="Title">What it is, for its caption and for who cannot see it.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Lines">Its lines; later ones are drawn over earlier ones.</param>
public sealed record Figure(string Title, FigureAxis X, FigureAxis Y, IReadOnlyList<FigureLine> Lines)
{
    /// <summary>Words in the middle while there is nothing to draw.</summary>
    public string? Waiting { get; init; }

    /// <summary>The name of the dashed lines of a figure of two measures, and of the solid ones.</summary>
    public (string Solid, string Dashed)? Measures { get; init; }
}
