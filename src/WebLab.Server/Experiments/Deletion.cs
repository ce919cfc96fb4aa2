namespace WebLab.Server.Experiments;

public enum Deletion
{
    Done,
    NotFound,

    /// <summary>Refused: a worker has a run in hand.</summary>
    Active,
}
