using WebLab.Contracts.Runs;
using WebLab.Server.Runs;

namespace WebLab.Server.Clusters;

/// <summary>Tells runs why they do not train yet: each note once, many in one write.</summary>
internal sealed class ClusterNotes(RunStore runs, RunLifecycle lifecycle)
{
    public async Task Tell(IEnumerable<(Guid RunId, string? Note)> notes)
    {
        var changed = notes
            .Where(each => runs.Find(each.RunId) is { Status: RunStatus.Starting } run && run.StatusDetail != each.Note)
            .DistinctBy(each => each.RunId)
            .ToDictionary(each => each.RunId, each => each.Note);
        if (changed.Count > 0)
            await lifecycle.Explain(changed);
    }
}
