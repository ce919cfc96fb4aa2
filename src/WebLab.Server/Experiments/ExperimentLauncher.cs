using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using WebLab.Science.Experiments;
using WebLab.Science.Kernels;
using WebLab.Science.Runs;
using WebLab.Science.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Checkpoints;
using WebLab.Server.Curves;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.NumberFiles;
using WebLab.Server.Devices;
using WebLab.Server.Queue;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Experiments;

/// <summary>Turns a request into an experiment with queued runs, or into the reasons why not.</summary>
public sealed class ExperimentLauncher(
    ExperimentStore experiments,
    DatasetLibrary datasets,
    LabelLibrary labels,
    NumberFileLibrary numbers,
    NamedNetworks networks,
    DeviceBoard board,
    QueueLimits limits,
    DiskRoom room,
    IOptions<CheckpointOptions> checkpoints,
    TimeProvider time
)
{
    public IReadOnlyList<SpecProblem> Problems(ExperimentRequest request, Caller caller)
    {
        var problems = ExperimentCheck.Problems(request);
        var devices = board.Infos();
        if (request.Place is { } place && !board.Has(place))
            return
            [
                new(
                    "place",
                    Sentence.Of(
                        $"place must be one of {string.Join(", ", devices.Select(device => device.Place).Distinct())}, or left out; "
                            + $"it was {Sentence.Shown(place)}."
                    )
                ),
            ];
        devices = [.. devices.Where(device => request.Place is null || device.Place == request.Place)];
        return problems.Count > 0
            ? problems
            :
            [
                .. request.Runs.SelectMany(
                    (run, index) =>
                        Problems(run.Spec, request.IsPrivate, devices, caller)
                            .Select(problem => At(index, problem))
                ),
                .. RoomProblems([.. request.Runs.Select(run => run.Spec)]),
            ];
    }

    private static SpecProblem At(int run, SpecProblem problem) => problem with { Path = $"runs[{run}].spec.{problem.Path}" };

    // What is kept beyond it is deleted again, the oldest first: a launch alone must not be more.
    private IEnumerable<SpecProblem> RoomProblems(IReadOnlyList<RunSpec> specs)
    {
        if (!checkpoints.Value.KeepFinal && specs.ToList().FindIndex(spec => spec.KeptNetworks > 0) is >= 0 and var at)
            return
            [
                At(
                    at,
                    new(
                        "keptNetworks",
                        Sentence.Of(
                            $"keptNetworks must be 0 here, where Checkpoints:KeepFinal keeps no networks; it was {specs[at].KeptNetworks}."
                        )
                    )
                ),
            ];
        var budget = checkpoints.Value.BudgetMegabytes * 1_000_000;
        var refusal =
            KeptNetworks.Refusal(specs, budget, "Checkpoints:BudgetMegabytes gives all runs")
            ?? KeptNetworks.Refusal(specs, Math.Max(0, room.Free - room.Margin), "the store has room for");
        return refusal is (var run, var problem) ? [At(run, problem)] : [];
    }

    private IEnumerable<SpecProblem> Problems(RunSpec asked, bool isPrivate, IReadOnlyList<DeviceInfo> devices, Caller caller)
    {
        if (networks.Problems(asked, isPrivate, caller).ToList() is { Count: > 0 } problems)
            return problems;
        var spec = networks.Filled(asked);
        return datasets
            .Problems(spec, caller)
            .Concat(MemoryProblems(spec, devices))
            .Concat(new[] { labels.Problem(spec) }.OfType<SpecProblem>())
            .Concat(numbers.Problems(spec));
    }

    // A kernel's own sentence names the training-set size that fits.
    private static IEnumerable<SpecProblem> MemoryProblems(RunSpec spec, IReadOnlyList<DeviceInfo> devices) =>
        (KernelMemory.Problem(spec, devices.Max(device => device.MemoryBytes) ?? long.MaxValue) ?? MemoryNeed.Problem(spec, devices))
            is { } problem
            ? [problem]
            : [];

    /// <summary>Why this person may not launch so much now, one sentence, or null.</summary>
    public string? LimitProblem(Guid owner, ExperimentRequest request) => limits.Problem(owner, request.Runs.Count);

    /// <exception cref="QueueLimitException">Others of this person's launches were faster, and there is no place left.</exception>
    public Task<ExperimentSummary> Launch(ExperimentRequest request, Caller caller) =>
        InTurn(caller.Id, request, () => Add(request, caller));

    private async Task<ExperimentSummary> Add(ExperimentRequest request, Caller caller)
    {
        room.ThrowIfLow();
        var now = time.GetUtcNow();
        var experiment = new ExperimentSummary
        {
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            Description = request.Description,
            CreatedAt = now,
            OwnerId = caller.Id,
            Owner = caller.Name,
            IsPrivate = request.IsPrivate,
            Axes = request.Axes,
            PaperItem = request.PaperItem,
            PaperScale = request.PaperScale,
        };
        await experiments.Add(experiment, Runs(experiment, request, now));
        return experiments.Find(experiment.Id) ?? experiment;
    }

    /// <summary>Adds runs to an experiment.</summary>
    /// <returns>Why not, one sentence, or null.</returns>
    /// <exception cref="QueueLimitException">Others of its owner's launches were faster, and there is no place left.</exception>
    public Task<string?> Add(ExperimentSummary experiment, ExperimentRequest request) =>
        InTurn(
            experiment.OwnerId,
            request,
            () =>
            {
                room.ThrowIfLow();
                return experiments.AddRuns(experiment.Id, Runs(experiment, request, time.GetUtcNow()), request.Axes);
            }
        );

    /// <summary>Gives a run more epochs: a run of its own in the same experiment, which begins with the curve, the network and the
    /// records of that one.</summary>
    /// <param name="experiment">Its experiment.</param>
    /// <param name="run">A run that <see cref="MoreEpochsCheck"/> lets through.</param>
    /// <param name="request">The one run to be launched.</param>
    /// <param name="continuation">Where the files come from.</param>
    /// <returns>The new run, or why not, one sentence.</returns>
    /// <exception cref="QueueLimitException">There is no place left in its owner's queue.</exception>
    public Task<(RunSummary? Run, string? Refusal)> GoOn(
        ExperimentSummary experiment,
        RunSummary run,
        ExperimentRequest request,
        RunContinuation continuation
    ) =>
        InTurn<(RunSummary?, string?)>(
            experiment.OwnerId,
            request,
            async () =>
            {
                room.ThrowIfLow();
                var next = RunContinuation.Of(run, Runs(experiment, request, time.GetUtcNow())[0]);
                if (!continuation.Give(run.Id, next.Id))
                    return (null, RunContinuation.NotKept);
                try
                {
                    var refusal = await experiments.AddRuns(experiment.Id, [next], [], tx => CurveStore.Copy(tx, run.Id, next.Id));
                    if (refusal is null)
                        return (next, null);
                    continuation.TakeBack(next.Id);
                    return (null, refusal);
                }
                catch
                {
                    continuation.TakeBack(next.Id);
                    throw;
                }
            }
        );

    private Task<T> InTurn<T>(Guid ownerId, ExperimentRequest request, Func<Task<T>> add) =>
        limits.InTurn(() => LimitProblem(ownerId, request), add);

    private IReadOnlyList<RunSummary> Runs(ExperimentSummary experiment, ExperimentRequest request, DateTimeOffset now) =>
        [
            .. request.Runs.Select(
                (run, index) =>
                    new RunSummary
                    {
                        Id = Guid.CreateVersion7(now),
                        ExperimentId = experiment.Id,
                        ExperimentName = experiment.Name,
                        Index = index,
                        Name = run.Name,
                        Spec = OwnFields.WithExtensions(OwnFields.Tidy(datasets.Named(networks.Filled(run.Spec)))),
                        ResumesItself = request.ResumesItself,
                        Place = request.Place,
                        Priority = request.Priority,
                        Status = RunStatus.Queued,
                        CreatedAt = now,
                        OwnerId = experiment.OwnerId,
                        Owner = experiment.Owner,
                        IsPrivate = experiment.IsPrivate,
                    }
            ),
        ];
}
