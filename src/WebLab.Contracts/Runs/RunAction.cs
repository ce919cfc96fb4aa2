namespace WebLab.Contracts.Runs;

/// <summary>Asks to do one thing to many runs.</summary>
public sealed record RunAction
{
    /// <summary>What is done.</summary>
    public required RunVerb Verb { get; init; }

    /// <summary>The runs, 1 to 10,000.</summary>
    public required IReadOnlyList<Guid> Ids { get; init; }

    /// <summary>The tags to add or take away, 1 to 20; for tag and untag only.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The note (at most 10,000 characters, may be empty) or the name (1 to 200 characters); for note and rename only.</summary>
    public string? Text { get; init; }

    /// <summary>Whether nothing is done and the answer tells what would be.</summary>
    public bool IsPreview { get; init; }
}
