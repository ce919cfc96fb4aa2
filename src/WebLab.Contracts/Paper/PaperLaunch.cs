namespace WebLab.Contracts.Paper;

/// <summary>What is asked of the server to launch an item.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Seeds">Every row is run with seeds 1 to this many, 1 to <see cref="MaxSeeds"/>.</param>
public sealed record PaperLaunch(PaperScale Scale, int Seeds = 1)
{
    /// <summary>The most seeds of one launch; more say little that ten do not.</summary>
    public const int MaxSeeds = 10;
}
