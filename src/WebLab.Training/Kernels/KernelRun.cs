using System.Diagnostics;
using TorchSharp;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Science.Kernels;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>
/// The minimum-norm solutions of the paper's section 5: one-hot labels, a kernel, and one system of equations solved in double precision.
/// Of the spec it takes data set, sizes, corruption, model, seed and the kernel group; epochs, steps and regularisers do not apply.
/// </summary>
public static class KernelRun
{
    /// <summary>Solves a spec whose model is a kernel. Blocks its thread.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="data">What <see cref="Corruptor.Apply"/> made of it.</param>
    /// <param name="device">Where.</param>
    /// <param name="observer">Who hears of it: of the stages as they are done, of the measures once, at the end.</param>
    /// <param name="cancel">Ends it after the stage in hand.</param>
    /// <returns>The measures of the solution, with its norm; the loss is the mean squared error of the outputs.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="TrainingFailedException">The machine has not the memory; the message has the figure.</exception>
    public static RunResult Solve(
        RunSpec spec,
        CorruptedSet data,
        ComputeDevice device,
        ITrainingObserver observer,
        CancellationToken cancel
    )
    {
        if (
            device.Torch.type == DeviceType.CPU
            && KernelMemory.Problem(spec, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } problem
        )
            throw new TrainingFailedException(problem.Message);
        var leftOut = data.LeftOut;
        // A kernel's size is that of the examples that it is solved for.
        (spec, data) = (spec with { TrainSize = spec.TrainSize - leftOut }, data.WithoutLeftOut());
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var watch = Stopwatch.StartNew();
        using var images = new KernelImages(spec, data, device.Torch);
        observer.Started(
            new(
                KernelFacts.Coefficients(spec),
                StepsPerEpoch: 1,
                data.RealisedNoiseRate,
                data.GivenLabelHash,
                device.Name,
                device.Threads,
                leftOut
            )
        );

        var features = Of(spec).Features(spec, images);
        var isPrimal = KernelFacts.IsPrimal(spec);
        var progress = new KernelProgress(isPrimal ? PrimalSolver.Stages(features) : DualSolver.Stages(spec, features), observer, cancel);
        var solution = isPrimal ? PrimalSolver.Solve(spec, features, images, progress) : DualSolver.Solve(spec, features, images, progress);
        return KernelReport.Tell(spec, data, images, solution, watch.Elapsed, observer);
    }

    private static KernelDescriptor Of(RunSpec spec) =>
        ModelRegistry.Current.Find(spec.Model) as KernelDescriptor
        ?? throw new TrainingFailedException($"model must be a kernel that this trainer has; it was {spec.Model}.");
}
