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
internal sealed class WorkerRun(WorkerAssignment assignment, TrainingControl control, Reporter reporter)
{
    private readonly CheckpointFolder _folder = new(assignment.Checkpoints);
    private string? _pauseDetail;

    /// <summary>Trains, on the thread that it is called on.</summary>
    /// <param name="from">The checkpoint to go on from; null to begin.</param>
    public RunOutcome Train(Checkpoint? from)
    {
        control.From = from;
        control.Keep = Keep;
        control.CannotKeep = problem =>
        {
            Console.Error.WriteLine(problem);
            _pauseDetail = $"{problem} The run begins anew when it is resumed.";
        };
        control.KeepReport = assignment.ReportFolder is { } folder ? report => KeepReport(folder, report) : null;
        control.KeepsFinal = assignment.Checkpoints.KeepsFinal;
        control.CheckpointInterval = TimeSpan.FromSeconds(assignment.Checkpoints.SecondsBetween);
        var outcome = RunOutcome.Of(Train);
        return outcome switch
        {
            { End: WorkerEnd.Paused } => outcome with { Detail = _pauseDetail },
            { End: WorkerEnd.Completed, Result: { } result } when control.IsStopAsked && result.Epochs < assignment.ReadSpec().Epochs =>
                outcome with
                {
                    End = WorkerEnd.Stopped,
                },
            _ => outcome,
        };
    }

    private RunResult? Train()
    {
        var spec = assignment.ReadSpec();
        if (ExtensionProblem(spec) is { } other)
            throw new TrainingFailedException(other);
        var device = ComputeDevice.Open(assignment.Device, assignment.Threads);
        if (assignment.DatasetProblem is { } problem)
            throw new DatasetException(problem);
        if (assignment.DatasetFacts is { } facts)
            DatasetFacts.Add(JsonSerializer.Deserialize<DatasetFacts>(facts, LabJson.Options)!);
        var corrupted = RunData.Read(
            spec,
            new(assignment.DataFolder, assignment.LabelFolder, assignment.DrawnFolder),
            device,
            assignment.MemoryBytes,
            Console.Error.WriteLine
        );
        using var recording = Recording();
        control.Examples = recording;
        control.DataFolder = assignment.DataFolder;
        control.Networks = StoredNetwork.All(assignment.Networks, spec, corrupted);
        return JobEntries.Own.Find(assignment.Job).Work(spec, corrupted, device, reporter, control);
    }

    /// <summary>Why a recipe of other extensions than those here means another network, one sentence, or null.</summary>
    internal static string? ExtensionProblem(RunSpec spec) =>
        spec.Extensions is { } named && OwnFields.ExtensionsOf(spec) is var here && here != named
            ? $"The recipe was launched with {named}, and this trainer has {here ?? "no such extension"}; clone the run to train it with "
                + "what there is."
            : null;

    private ExampleRecording? Recording() =>
        assignment.ExampleFolder is { } folder
            ? new(folder, assignment.Checkpoints.RunId, ExampleRecorders.Current.All, Console.Error.WriteLine)
            : null;

    /// <summary>Writes a report beside the one before and moves it there: who reads it has the one or the other, whole.</summary>
    private void KeepReport(string folder, byte[] report)
    {
        var path = Path.Combine(folder, AnalysisReports.NameOf(assignment.Checkpoints.RunId));
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
                reporter.Saved(new(checkpoint.Epoch, checkpoint.Step, bytes, TimeProvider.System.GetUtcNow()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The checkpoint could not be written: {error.Message}");
            _pauseDetail = $"The checkpoint could not be written ({error.Message.TrimEnd('.')}); the run goes on from the one before.";
        }
    }
}
