using WebLab.Contracts.Accounts;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;

namespace WebLab.Server.Runs;

/// <summary>The runs that the caller may see. Endpoints take this and not the store, so that what is private is not there for
/// others.</summary>
public sealed class VisibleRuns(RunStore runs, Caller caller)
{
    public Caller Caller => caller;

    public static ValueTask<VisibleRuns> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new VisibleRuns(context.RequestServices.GetRequiredService<RunStore>(), Caller.Of(context.User)));

    /// <summary>The same for callers who see the same runs: an administrator sees all, anyone else all but others' private ones.</summary>
    public Guid Viewer => caller.Role == Role.Admin ? Guid.Empty : caller.Id;

    public RunSummary? Find(Guid id) => runs.Find(id) is { } run && caller.MaySee(run) ? run : null;

    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<RunSummary> All() => caller.Role == Role.Admin ? runs.All() : [.. runs.All().Where(caller.MaySee)];

    public IReadOnlyList<RunSummary> Of(Guid experimentId) => [.. runs.Of(experimentId).Where(caller.MaySee)];
}
