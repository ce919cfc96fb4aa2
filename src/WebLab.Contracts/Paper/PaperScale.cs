namespace WebLab.Contracts.Paper;

/// <summary>How large an experiment of the paper is run.</summary>
public enum PaperScale
{
    /// <summary>Subsets that finish within about ten minutes on two cores and still show the effect; values are not comparable with the
    /// paper's.</summary>
    Small,

    /// <summary>The paper's sizes, for a GPU.</summary>
    Full,
}
