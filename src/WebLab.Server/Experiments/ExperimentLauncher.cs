using WebLab.Contracts.Experiments;
using WebLab.Contracts.Kernels;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Datasets;

namespace WebLab.Server.Experiments;

/// <summary>Turns a request into an experiment with queued runs, or into the reasons why not.</summary>
public sealed class ExperimentLauncher(ExperimentStore experiments, DatasetLibrary datasets, TimeProvider time)
{
    public IReadOnlyList<SpecProblem> Problems(ExperimentRequest request)
    {
        var problems = ExperimentCheck.Problems(request);
        return problems.Count > 0 ? problems : [.. request.Runs.SelectMany(
            (run, index) => datasets.Problems(run.Spec).Concat(MemoryProblems(run.Spec)).Select(problem => problem with { Path = $"runs[{index}].spec.{problem.Path}" }))];
    }

    // Workers of this machine share its memory; the trainer looks again where it runs.
    private static IEnumerable<SpecProblem> MemoryProblems(RunSpec spec) =>
        KernelMemory.Problem(spec, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) is { } problem ? [problem] : [];

    public async Task<ExperimentSummary> Launch(ExperimentRequest request, Caller caller)
    {
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
        var runs = request.Runs.Select((run, index) => new RunSummary
        {
            Id = Guid.CreateVersion7(now),
            ExperimentId = experiment.Id,
            ExperimentName = experiment.Name,
            Index = index,
            Name = run.Name,
            Spec = run.Spec,
            ResumesItself = request.ResumesItself,
            Status = RunStatus.Queued,
            CreatedAt = now,
            OwnerId = experiment.OwnerId,
            Owner = experiment.Owner,
            IsPrivate = experiment.IsPrivate,
        });
        await experiments.Add(experiment, [.. runs]);
        return experiments.Find(experiment.Id) ?? experiment;
    }
}
