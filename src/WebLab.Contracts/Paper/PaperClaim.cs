namespace WebLab.Contracts.Paper;

/// <summary>Something the item shows whatever the scale, for example an order of curves.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Holds">Whether the results bear it out; null while they do not say.</param>
public sealed record PaperClaim(string Sentence, Func<PaperResults, bool?> Holds);
