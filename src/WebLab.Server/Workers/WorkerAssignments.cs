using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Workers;
using WebLab.Science.Jobs;
using WebLab.Server.Checkpoints;
using WebLab.Server.Curves;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.NumberFiles;
using WebLab.Server.Devices;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>What a worker that has called is to do.</summary>
public sealed class WorkerAssignments(
    RunStore runs,
    WorkerStore records,
    DeviceBoard board,
    DatasetLibrary datasets,
    NumberFileLibrary numbers,
    CurveStore curves,
    CheckpointStore checkpoints,
    NamedNetworks networks,
    StoreFolder store
)
{
    /// <returns>Null when the run is gone, or when its worker has a device that this server has not: it stays unclaimed, so that it is
    /// interrupted.</returns>
    public WorkerAssignment? For(Guid runId) =>
        runs.Find(runId) is { } run && records.Find(runId) is { } record && board.Find(record.DeviceId) is { } device
            ? new()
            {
                Job = JobKinds.Of(run.Spec).Id,
                Recipe = JsonSerializer.Serialize(run.Spec, LabJson.Options),
                DataFolder = datasets.PlaceOf(run.Spec.Dataset),
                DrawnFolder = store.Cached("drawn"),
                DatasetFacts = DatasetFacts.Find(run.Spec.Dataset) is { IsOwn: true } own
                    ? JsonSerializer.Serialize(own, LabJson.Options)
                    : null,
                DatasetProblem = datasets.ContentProblem(run.Spec),
                LabelFolder = datasets.LabelFolderOf(run.Spec),
                ProbabilityFile = numbers.Find(NumberFileKind.Probabilities, run.Spec)?.Path,
                ProbabilityTitle = numbers.Find(NumberFileKind.Probabilities, run.Spec)?.Title,
                EmbeddingFile = numbers.Find(NumberFileKind.Embeddings, run.Spec)?.Path,
                EmbeddingTitle = numbers.Find(NumberFileKind.Embeddings, run.Spec)?.Title,
                Device = device.Torch,
                Threads = record.Threads > 0 ? record.Threads : device.Threads,
                MemoryBytes = device.MemoryBytes,
                LastSequence = curves.LastSequence(run.Id),
                ExampleFolder = store.Examples,
                ReportFolder = store.Analyses,
                Networks = networks.Orders(run.Spec),
                Checkpoints = checkpoints.OrderFor(run.Id),
                OriginEpochs = run.Origin?.PlannedEpochs,
            }
            : null;
}
