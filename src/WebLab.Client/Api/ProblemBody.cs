namespace WebLab.Client.Api;

/// <summary>What of a problem-details answer is shown.</summary>
internal sealed class ProblemBody
{
    public string? Title { get; set; }

    public string? Detail { get; set; }

    public Dictionary<string, string[]>? Errors { get; set; }
}
