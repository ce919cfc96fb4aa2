namespace WebLab.Contracts.Live;

/// <summary>What a browser says on the live connection.</summary>
public interface ILiveHub
{
    /// <summary>Asks for the points of these runs from now on. Call it before reading the stored curve, so that none is missed between the
    /// two.</summary>
    /// <param name="runIds">At most 500 runs.</param>
    Task Watch(IReadOnlyList<Guid> runIds);

    /// <summary>Ends the asking.</summary>
    /// <param name="runIds">The runs.</param>
    Task Unwatch(IReadOnlyList<Guid> runIds);
}
