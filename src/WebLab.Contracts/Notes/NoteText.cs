namespace WebLab.Contracts.Notes;

/// <summary>A note as it was written.</summary>
/// <param name="Text">Markdown, at most <see cref="Runs.RunActionCheck.MaxNoteLength"/> characters.</param>
public sealed record NoteText(string Text);
