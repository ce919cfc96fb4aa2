namespace WebLab.Contracts.Runs;

/// <summary>Which values of a number are the better ones.</summary>
public enum Better
{
    /// <summary>It is a choice or a fact, neither good nor bad.</summary>
    Neither,

    /// <summary>The greater.</summary>
    Higher,

    /// <summary>The smaller.</summary>
    Lower,
}
