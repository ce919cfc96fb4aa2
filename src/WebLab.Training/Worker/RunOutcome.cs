using System.Runtime.InteropServices;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Data.Datasets;
using WebLab.Training.Checkpoints;

namespace WebLab.Training.Worker;

/// <summary>How a training ended.</summary>
/// <param name="End">Whether it was done.</param>
/// <param name="Detail">For a failure, the sentence for a person.</param>
/// <param name="Result">The measures at its end, when it was done.</param>
internal sealed record RunOutcome(WorkerEnd End, string? Detail, RunResult? Result)
{
    /// <summary>Runs a training and tells how it ended, whatever happened.</summary>
    /// <param name="training">The training.</param>
    public static RunOutcome Of(Func<RunResult?> training)
    {
        try
        {
            return new(WorkerEnd.Completed, null, training());
        }
        catch (TrainingPausedException)
        {
            return new(WorkerEnd.Paused, null, null);
        }
        catch (OperationCanceledException)
        {
            return new(WorkerEnd.Cancelled, null, null);
        }
        catch (Exception error)
        {
            // The log keeps the whole of it.
            Console.Error.WriteLine(error);
            return new(error is TrainingDivergedException ? WorkerEnd.Diverged : WorkerEnd.Failed, Shorten(Sentence(error)), null);
        }
    }

    private static string Sentence(Exception error) =>
        error switch
        {
            TrainingFailedException or DatasetException or CheckpointException => error.Message,
            // ComputeDevice's sentence for a device that is not there.
            ArgumentException { ParamName: null } => error.Message,
            OutOfMemoryException => OutOfMemory,
            ExternalException native when IsOutOfMemory(native.Message) => OutOfMemory,
            _ => $"The training failed: {FirstLine(error.Message)}",
        };

    private const string OutOfMemory = "The device ran out of memory; a smaller batch, network or training set needs less.";

    // libtorch's words on Windows, on CUDA and on Linux.
    private static bool IsOutOfMemory(string message) =>
        new[] { "not enough memory", "out of memory", "can't allocate memory" }.Any(words =>
            message.Contains(words, StringComparison.OrdinalIgnoreCase)
        );

    private static string Shorten(string text) =>
        text.Length <= IWorkerHub.MaxDetailLength ? text : Contracts.Sentence.Shorten(text, IWorkerHub.MaxDetailLength - 1);

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
