namespace WebLab.Contracts.Notes;

/// <summary>A note as it was written.</summary>
/// <param name="Text">Markdown, at most 10,000 characters.</param>
public sealed record NoteText(string Text);

/// <summary>A note as it is shown.</summary>
/// <param name="Html">HTML that holds nothing but text, its marks, and links to web addresses.</param>
public sealed record NoteHtml(string Html);
