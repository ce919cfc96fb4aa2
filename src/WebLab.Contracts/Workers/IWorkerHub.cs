using System.Text.Json;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Workers;

/// <summary>What a worker says to the server, over MessagePack. The connection's bearer token names the run.</summary>
public interface IWorkerHub
{
    /// <summary>The longest detail of an end, in characters.</summary>
    const int MaxDetailLength = 2_000;

    /// <summary>Asks for the spec; again after each reconnect, which tells the server that the worker lives.</summary>
    Task<WorkerAssignment> Claim();

    /// <summary>Says what is known before the first step.</summary>
    /// <param name="facts">The facts.</param>
    Task Start(RunFacts facts);

    /// <summary>Hands over points. Batches may be sent again; points up to the acknowledged sequence are passed over.</summary>
    /// <param name="batch">Consecutive points.</param>
    /// <returns>The sequence number of the last stored point: an acknowledgement that holds after a crash of the server.</returns>
    Task<long> Report(PointBatch batch);

    /// <summary>Says how far the run has come, with the measures of the last whole epoch.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="result">The measures; null in the first epoch.</param>
    Task Advance(RunProgress progress, RunResult? result);

    /// <summary>Says that a checkpoint is on disk, after every point that was told before it was acknowledged.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    Task Saved(CheckpointInfo checkpoint);

    /// <summary>Says that training has ended, after the last point was acknowledged.</summary>
    /// <param name="end">How.</param>
    /// <param name="detail">One sentence for a failure, at most <see cref="MaxDetailLength"/> characters; else null.</param>
    /// <param name="result">The measures of the last whole epoch, or null.</param>
    Task Finish(WorkerEnd end, string? detail, RunResult? result);
}

/// <summary>What the server says to a worker.</summary>
public interface IWorkerClient
{
    /// <summary>Asks for the end of training after the step in hand.</summary>
    Task Cancel();

    /// <summary>Asks for a checkpoint after the step in hand, and for the end with it.</summary>
    Task Pause();

    /// <summary>Asks for the end of training with the epoch in hand.</summary>
    Task Stop();
}

/// <summary>A worker's order, in a file that only its user may read. The token never stands on a command line.</summary>
/// <param name="Server">The server's base address.</param>
/// <param name="RunId">The run to claim.</param>
/// <param name="Token">The run's worker token.</param>
/// <param name="Certificate">SHA-256 of the one certificate that the server shows, hexadecimal; null without https.</param>
/// <param name="SecondsOfPatience">How long a worker goes on without an answer of the server.</param>
/// <param name="Sent">Where the files that it reads were sent for it; null where it reads the server's.</param>
public sealed record WorkerOrder(
    Uri Server,
    Guid RunId,
    string Token,
    string? Certificate = null,
    double SecondsOfPatience = 60,
    SentData? Sent = null
);

/// <summary>Files that a run reads, as its node sees them.</summary>
/// <param name="Data">The place of the data set; null for one that is drawn.</param>
/// <param name="Labels">The folder of the file of labels; null without one.</param>
/// <param name="Probabilities">The file of probabilities; null without one.</param>
/// <param name="Embeddings">The file of embeddings; null without one.</param>
public sealed record SentData(string? Data, string? Labels, string? Probabilities = null, string? Embeddings = null);

/// <summary>What a trainer that only paces hears first: whose steps it takes.</summary>
/// <param name="Recipe">The recipe of a network as <see cref="LabJson"/>.</param>
/// <param name="DatasetFacts">What is fixed about a lab's own data set, as JSON; null for one that comes with the product.</param>
public sealed record PaceOrder(string Recipe, string? DatasetFacts);

/// <summary>What a worker does.</summary>
public sealed record WorkerAssignment
{
    /// <summary>The id of the kind of job, which names the worker's entry.</summary>
    public required string Job { get; init; }

    /// <summary>The recipe as <see cref="LabJson"/>: as it is stored.</summary>
    public required string Recipe { get; init; }

    /// <summary>The folder of the data set's files; null for the generated one.</summary>
    public required string? DataFolder { get; init; }

    /// <summary>Where the generated one is kept once it is drawn; null to draw it anew.</summary>
    public string? DrawnFolder { get; init; }

    /// <summary>What is fixed about a lab's own data set, as JSON; null for one that comes with the product.</summary>
    public string? DatasetFacts { get; init; }

    /// <summary>Why the data set is not the one that the recipe was launched on, one sentence; null where it is.</summary>
    public string? DatasetProblem { get; init; }

    /// <summary>The folder of label files, for file-labels.</summary>
    public required string? LabelFolder { get; init; }

    /// <summary>The file of probabilities that a label audit scores by; null for none.</summary>
    public string? ProbabilityFile { get; init; }

    /// <summary>The person's name for that file, for sentences; null for none.</summary>
    public string? ProbabilityTitle { get; init; }

    /// <summary>The file of embeddings that a label audit tells examples apart by; null for none.</summary>
    public string? EmbeddingFile { get; init; }

    /// <summary>The person's name for that file, for sentences; null for none.</summary>
    public string? EmbeddingTitle { get; init; }

    /// <summary>The torch device, for example <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Threads to compute with, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>Bytes that runs may take of the device's memory; null where it is not told. A training that would take more leaves its
    /// examples in their files.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The sequence number of the last stored point; 0 for a fresh run.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Where its training examples are recorded; null for nowhere.</summary>
    public string? ExampleFolder { get; init; }

    /// <summary>Where an analysis keeps its report; null for nowhere.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>The stored runs whose networks an analysis looks into, or the one that a training starts from.</summary>
    public IReadOnlyList<NetworkOrder> Networks { get; init; } = [];

    /// <summary>Where its checkpoints are; the newest that the stored points reach up to is gone on from.</summary>
    public required CheckpointOrder Checkpoints { get; init; }

    /// <summary>Of a run that goes on from the final checkpoint of another, the epochs of that one's recipe; else null.</summary>
    public int? OriginEpochs { get; init; }

    /// <summary>The same with files that were sent in place of the server's. An analysis reads the stored networks' data there too, where
    /// they are its own.</summary>
    /// <param name="sent">What was sent; null for nothing.</param>
    public WorkerAssignment Reading(SentData? sent) =>
        sent is null
            ? this
            : this with
            {
                DataFolder = sent.Data ?? DataFolder,
                LabelFolder = sent.Labels ?? LabelFolder,
                ProbabilityFile = sent.Probabilities ?? ProbabilityFile,
                EmbeddingFile = sent.Embeddings ?? EmbeddingFile,
                Networks =
                [
                    .. Networks.Select(network =>
                        sent.Data is not null && network.DataFolder == DataFolder ? network with { DataFolder = sent.Data } : network
                    ),
                ],
            };

    /// <summary>The recipe read.</summary>
    public RunSpec ReadSpec() => JsonSerializer.Deserialize<RunSpec>(Recipe, LabJson.Options)!;
}

/// <summary>How a worker's training ended.</summary>
public enum WorkerEnd
{
    /// <summary>All of the spec was done.</summary>
    Completed,

    /// <summary>The server asked for the end.</summary>
    Cancelled,

    /// <summary>A fault, which the detail tells.</summary>
    Failed,

    /// <summary>The server asked for a pause; a checkpoint is on disk.</summary>
    Paused,

    /// <summary>The server asked for the end with the epoch in hand.</summary>
    Stopped,

    /// <summary>The training loss became NaN or infinite; the detail tells where.</summary>
    Diverged,
}
