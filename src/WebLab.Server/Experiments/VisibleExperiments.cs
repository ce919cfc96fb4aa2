using WebLab.Contracts.Experiments;
using WebLab.Server.Accounts;

namespace WebLab.Server.Experiments;

/// <summary>The experiments that the caller may see.</summary>
public sealed class VisibleExperiments(ExperimentStore experiments, Caller caller)
{
    public static ValueTask<VisibleExperiments> BindAsync(HttpContext context) =>
        ValueTask.FromResult(
            new VisibleExperiments(context.RequestServices.GetRequiredService<ExperimentStore>(), Caller.Of(context.User))
        );

    public ExperimentSummary? Find(Guid id) => experiments.Find(id) is { } experiment && caller.MaySee(experiment) ? experiment : null;

    /// <summary>A page of the archived ones or of the others, newest first.</summary>
    public (IReadOnlyList<ExperimentSummary> Items, int Total) Page(int skip, int take, bool archived = false) =>
        experiments.Page(skip, take, experiment => experiment.ArchivedAt is not null == archived && caller.MaySee(experiment));
}
