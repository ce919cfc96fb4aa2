namespace WebLab.Contracts.Runs;

/// <summary>What is known of a verb.</summary>
public static class RunVerbFacts
{
    /// <summary>Whether it needs more than the runs: tags, a note or a name.</summary>
    /// <param name="verb">The verb.</param>
    public static bool NeedsMore(this RunVerb verb) => verb is RunVerb.Tag or RunVerb.Untag or RunVerb.Note or RunVerb.Rename;
}
