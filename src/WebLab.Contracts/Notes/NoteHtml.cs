namespace WebLab.Contracts.Notes;

/// <summary>A note as it is shown.</summary>
/// <param name="Html">HTML that holds nothing but text, its marks, and links to web addresses.</param>
public sealed record NoteHtml(string Html);
