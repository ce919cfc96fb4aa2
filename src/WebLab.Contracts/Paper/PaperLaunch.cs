namespace WebLab.Contracts.Paper;

/// <summary>What is asked of the server to launch an item.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Seeds">Every row is run with seeds 1 to this many, 1 to <see cref="MaxSeeds"/>.</param>
/// <param name="Part">The only part of the item that is run, as its rows' names begin, for example <c>MLP 1x512</c>; null for all of
/// it.</param>
public sealed record PaperLaunch(PaperScale Scale, int Seeds = PaperLaunch.UsualSeeds, string? Part = null)
{
    /// <summary>One seed shows what can happen; a claim about learning takes three and an interval.</summary>
    public const int UsualSeeds = 3;

    /// <summary>The most seeds of one launch; more say little that ten do not.</summary>
    public const int MaxSeeds = 10;
}

/// <summary>What an item takes at a scale on this machine, and how far it has come.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Rows">Rows that are run at it: the runs of a launch with one seed. 0 where the item has nothing at this scale.</param>
/// <param name="Seconds">How long those runs are expected to take on this machine's devices, at most; runs that stop when fitted end
/// sooner.</param>
/// <param name="Standing">What its runs have shown so far.</param>
public sealed record PaperPlan(PaperScale Scale, int Rows, double Seconds, PaperStanding Standing);
