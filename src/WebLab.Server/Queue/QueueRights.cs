using WebLab.Contracts.Accounts;
using WebLab.Server.Accounts;

namespace WebLab.Server.Queue;

internal static class QueueRights
{
    /// <summary>An administrator; in single-user mode everyone is.</summary>
    public static bool LooksAfterTheLab(this Caller caller) => caller.Role == Role.Admin;
}
