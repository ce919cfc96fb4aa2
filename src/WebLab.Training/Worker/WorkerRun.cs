using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Data.Datasets;
using WebLab.Data.Examples;
using WebLab.Science.Specs;
using WebLab.Training.Analyses;
using WebLab.Training.Checkpoints;
using WebLab.Training.Jobs;

namespace WebLab.Training.Worker;

/// <summary>A worker's run: from the assignment to the outcome, with what is asked in between.</summary>
internal sealed class WorkerRun : IDisposable
{
    private readonly WorkerAssignment _assignment;
    private readonly TrainingControl _control;
    private readonly CheckpointFolder _folder;
    private readonly Checkpoint? _from;
    private string? _pauseDetail;

    private WorkerRun(WorkerAssignment assignment, ServerLink link, TrainingControl control)
    {
        (_assignment, _control, _folder) = (assignment, control, new(assignment.Checkpoints));
        _from = _folder.Newest(assignment.ReadSpec(), assignment.LastSequence, assignment.OriginEpochs);
        if (_from is not null)
            Console.Error.WriteLine(Sentence.Of($"It goes on from step {_from.Step:N0}."));
        else if (assignment.LastSequence > 0)
            Console.Error.WriteLine("It begins anew: there is no checkpoint that it could go on from.");
        Reporter = new(link, _from?.Sequence ?? 0, TimeProvider.System, control.Cancel);
    }

    /// <summary>What it measures, on its way to the server.</summary>
    public Reporter Reporter { get; }

    /// <summary>Asks the server for what the worker is to do, and finds the checkpoint that it goes on from.</summary>
    /// <param name="link">To the server.</param>
    /// <param name="sent">Where what was sent along lies; see <see cref="WorkerOrder.Sent"/>.</param>
    /// <param name="control">What may be asked of the training meanwhile.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <exception cref="RunGivenUpException">The server wants nothing of the run.</exception>
    /// <exception cref="ServerRefusedException">The server does not take the worker in.</exception>
    /// <exception cref="ServerGoneException">The server does not answer.</exception>
    public static async Task<WorkerRun> Claim(ServerLink link, SentData? sent, TrainingControl control, CancellationToken stop) =>
        new((await link.Claim(stop)).Reading(sent), link, control);

    /// <summary>Trains, on the thread that it is called on.</summary>
    public RunOutcome Train()
    {
        _control.From = _from;
        _control.Keep = Keep;
        _control.KeepNetwork = _assignment.Checkpoints.KeepsFinal ? KeepNetwork : null;
        _control.CannotKeep = problem =>
        {
            Console.Error.WriteLine(problem);
            _pauseDetail = $"{problem} The run begins anew when it is resumed.";
        };
        _control.KeepReport = _assignment.ReportFolder is { } folder ? report => KeepReport(folder, report) : null;
        _control.KeepsFinal = _assignment.Checkpoints.KeepsFinal;
        _control.CheckpointInterval = TimeSpan.FromSeconds(_assignment.Checkpoints.SecondsBetween);
        var outcome = RunOutcome.Of(Work);
        return outcome switch
        {
            { End: WorkerEnd.Paused } => outcome with { Detail = _pauseDetail },
            { End: WorkerEnd.Completed, Result: { } result } when _control.IsStopAsked && result.Epochs < _assignment.ReadSpec().Epochs =>
                outcome with
                {
                    End = WorkerEnd.Stopped,
                },
            _ => outcome,
        };
    }

    /// <summary>Leaves on the disk what a server that is away has not heard.</summary>
    /// <param name="outcome">How the training ended.</param>
    public void LeaveUnsent(RunOutcome outcome)
    {
        var unsent = Reporter.Unsent();
        _folder.Leave(
            outcome.End == WorkerEnd.Paused
                ? unsent
                : unsent with
                {
                    End = outcome.End,
                    Detail = outcome.Detail,
                    Result = outcome.Result ?? unsent.Result,
                }
        );
    }

    public void Dispose() => Reporter.Dispose();

    private RunResult? Work()
    {
        var spec = _assignment.ReadSpec();
        if (ExtensionProblem(spec) is { } other)
            throw new TrainingFailedException(other);
        var device = ComputeDevice.Open(_assignment.Device, _assignment.Threads);
        if (_assignment.DatasetProblem is { } problem)
            throw new DatasetException(problem);
        if (_assignment.DatasetFacts is { } facts)
            DatasetFacts.Add(JsonSerializer.Deserialize<DatasetFacts>(facts, LabJson.Options)!);
        var corrupted = RunData.Read(
            spec,
            new(_assignment.DataFolder, _assignment.LabelFolder, _assignment.DrawnFolder),
            device,
            _assignment.MemoryBytes,
            Console.Error.WriteLine
        );
        using var recording = Recording();
        _control.Examples = recording;
        _control.DataFolder = _assignment.DataFolder;
        _control.Probabilities = _assignment.ProbabilityFile is { } file ? (file, _assignment.ProbabilityTitle ?? file) : null;
        _control.Embeddings = _assignment.EmbeddingFile is { } own ? (own, _assignment.EmbeddingTitle ?? own) : null;
        _control.Networks = StoredNetwork.All(_assignment.Networks, spec, corrupted);
        return JobEntries.Own.Find(_assignment.Job).Work(spec, corrupted, device, Reporter, _control);
    }

    /// <summary>Why a recipe of other extensions than those here means another network, one sentence, or null.</summary>
    internal static string? ExtensionProblem(RunSpec spec) =>
        spec.Extensions is { } named && OwnFields.ExtensionsOf(spec) is var here && here != named
            ? $"The recipe was launched with {named}, and this trainer has {here ?? "no such extension"}; clone the run to train it with "
                + "what there is."
            : null;

    private ExampleRecording? Recording() =>
        _assignment.ExampleFolder is { } folder
            ? new(folder, _assignment.Checkpoints.RunId, ExampleRecorders.Current.All, Console.Error.WriteLine)
            : null;

    /// <summary>Writes a report beside the one before and moves it there: who reads it has the one or the other, whole.</summary>
    private void KeepReport(string folder, byte[] report)
    {
        var path = Path.Combine(folder, AnalysisReports.NameOf(_assignment.Checkpoints.RunId));
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(path + ".tmp", report);
            File.Move(path + ".tmp", path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingFailedException($"The report could not be written: {error.Message}");
        }
    }

    /// <summary>Writes a checkpoint. A disk that is full costs the checkpoint and not the run, which goes on from the one before.</summary>
    private void Keep(Checkpoint checkpoint, bool isFinal)
    {
        try
        {
            var bytes = _folder.Write(checkpoint, isFinal);
            if (!isFinal)
                Reporter.Saved(new(checkpoint.Epoch, checkpoint.Step, bytes, TimeProvider.System.GetUtcNow()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The checkpoint could not be written: {error.Message}");
            _pauseDetail = $"The checkpoint could not be written ({error.Message.TrimEnd('.')}); the run goes on from the one before.";
        }
    }

    /// <summary>Writes the network of an epoch that the recipe keeps. A disk that is full costs the network and not the run.</summary>
    private void KeepNetwork(Checkpoint checkpoint)
    {
        try
        {
            _folder.WriteNetwork(checkpoint);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(Sentence.Of($"The network of epoch {checkpoint.Epoch} could not be kept: {error.Message}"));
        }
    }
}
