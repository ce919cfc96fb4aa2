namespace WebLab.Contracts.Paper;

/// <summary>Something the item shows, for example an order of curves.</summary>
/// <param name="Sentence">The claim.</param>
/// <param name="Holds">Whether the results bear it out; null while they do not say.</param>
/// <param name="Only">The one scale at which it is claimed; null for both.</param>
public sealed record PaperClaim(string Sentence, Func<PaperResults, bool?> Holds, PaperScale? Only = null);
