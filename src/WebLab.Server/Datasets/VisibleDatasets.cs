using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Runs;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets;

/// <summary>
/// The data sets as a caller may see them: others' private ones are not there. Where things lie on the server's machine is for
/// administrators, who point data sets at folders; others see the last part.
/// </summary>
public sealed class VisibleDatasets(DatasetLibrary library, RunStore runs)
{
    public IReadOnlyList<DatasetInfo> All(Caller caller) =>
        [.. library.All().Where(info => library.MaySee(info.Facts.Name, caller)).Select(info => Show(info, caller))];

    /// <summary>The facts of a data set that the caller may see, by its id in any case.</summary>
    public DatasetFacts? Find(string name, Caller caller) =>
        DatasetFacts.Find(name) is { } facts && (!facts.IsOwn || library.HasOwn(facts.Name)) && library.MaySee(facts.Name, caller)
            ? facts
            : null;

    public DatasetInfo Show(DatasetInfo info, Caller caller)
    {
        info = info with
        {
            MayChange = library.MayChange(info.Facts.Name, caller),
            UsedBy = info.Facts.IsOwn ? runs.All().Count(run => run.Spec.Dataset == info.Facts.Name) : 0,
        };
        return caller.Role == Role.Admin
            ? info
            : info with
            {
                Facts = info.Facts with { Description = WorkerLog.Clean(info.Facts.Description) },
                Folder = info.Folder is null ? null : WorkerLog.Clean(info.Folder),
                Note = info.Note is null ? null : WorkerLog.Clean(info.Note),
            };
    }
}
