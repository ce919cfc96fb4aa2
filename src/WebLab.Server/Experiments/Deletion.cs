namespace WebLab.Server.Experiments;

public enum Deletion
{
    Done,
    NotFound,

    /// <summary>Refused: a worker has a run in hand.</summary>
    Active,

    /// <summary>Refused: the run is no longer as it has to be.</summary>
    Changed,
}
