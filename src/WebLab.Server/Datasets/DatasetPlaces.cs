using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets;

/// <summary>Where things lie on the server's machine is for administrators, who point data sets at folders; others see the last
/// part.</summary>
internal static class DatasetPlaces
{
    public static DatasetInfo For(this DatasetInfo info, Caller caller) =>
        caller.Role == Role.Admin
            ? info
            : info with
            {
                Folder = info.Folder is null ? null : WorkerLog.Clean(info.Folder),
                Note = info.Note is null ? null : WorkerLog.Clean(info.Note),
            };
}
