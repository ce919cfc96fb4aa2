using Microsoft.AspNetCore.SignalR;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>
/// Answers no worker while the disk is full: its points wait with it, and its trainer when it holds a million. Every call of a worker may
/// be
/// put twice, so that one that failed for want of room is simply done again.
/// </summary>
internal sealed class DiskRoomHubFilter(DiskRoom room) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        while (true)
        {
            await room.UntilFree(invocationContext.Context.ConnectionAborted);
            try
            {
                return await next(invocationContext);
            }
            catch (DiskFullException)
            {
                // The room has said so already, and the next turn waits for it.
            }
        }
    }
}
