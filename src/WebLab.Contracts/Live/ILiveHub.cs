using WebLab.Contracts.Curves;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;

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

/// <summary>What the server pushes to a browser. Points go to those who watch the run; all else to everyone who may see what it is
/// about.</summary>
public interface ILiveClient
{
    /// <summary>New points, gathered over about a tenth of a second.</summary>
    /// <param name="deltas">At most one a run.</param>
    Task Points(IReadOnlyList<CurveDelta> deltas);

    /// <summary>A run is new or changed.</summary>
    /// <param name="run">The run.</param>
    Task RunChanged(RunSummary run);

    /// <summary>Runs that were told of before are further on; nothing else of them has changed. In one message, gathered as points
    /// are.</summary>
    /// <param name="advances">How far each is; at most one a run.</param>
    Task RunsAdvanced(IReadOnlyList<RunAdvance> advances);

    /// <summary>A run was deleted.</summary>
    /// <param name="runId">The run.</param>
    Task RunDeleted(Guid runId);

    /// <summary>An experiment is new or changed.</summary>
    /// <param name="experiment">The experiment.</param>
    Task ExperimentChanged(ExperimentSummary experiment);

    /// <summary>An experiment was deleted.</summary>
    /// <param name="experimentId">The experiment.</param>
    Task ExperimentDeleted(Guid experimentId);

    /// <summary>A data set's state or download changed.</summary>
    /// <param name="dataset">The data set.</param>
    Task DatasetChanged(DatasetInfo dataset);

    /// <summary>A data set is gone, or no longer to be seen.</summary>
    /// <param name="name">Its id.</param>
    Task DatasetDeleted(string name);

    /// <summary>An import is new or has changed; its preview is left out.</summary>
    /// <param name="import">The import.</param>
    Task ImportChanged(ImportInfo import);

    /// <summary>How busy the devices are, every few seconds.</summary>
    /// <param name="devices">Each device.</param>
    Task DevicesUsed(IReadOnlyList<DeviceUse> devices);
}
