namespace WebLab.Client.Figures;

/// <summary>An entry of a figure's key.</summary>
/// <param name="Line">Drawn as a sample.</param>
/// <param name="Words">What it stands for.</param>
/// <param name="X">Its left end.</param>
/// <param name="Y">Its middle.</param>
public sealed record FigureKey(FigureLine Line, string Words, double X, double Y);
