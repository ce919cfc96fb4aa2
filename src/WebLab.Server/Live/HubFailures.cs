using Microsoft.AspNetCore.SignalR;

namespace WebLab.Server.Live;

/// <summary>
/// Logs what fails in a hub. The framework would log every refusal too, with its stack: whoever sends nonsense as fast as they can would
/// fill the log with it (its own two categories are off in <see cref="Startup"/>).
/// </summary>
internal sealed class HubFailures(ILogger<HubFailures> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext,
        Func<HubInvocationContext, ValueTask<object?>> next
    )
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception error) when (IsFault(error))
        {
            logger.LogError(error, "{Method} of a hub failed.", invocationContext.HubMethodName);
            throw;
        }
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (IsFault(error))
        {
            logger.LogError(error, "A connection to a hub failed.");
            throw;
        }
    }

    public async Task OnDisconnectedAsync(
        HubLifetimeContext context,
        Exception? exception,
        Func<HubLifetimeContext, Exception?, Task> next
    )
    {
        try
        {
            await next(context, exception);
        }
        catch (Exception error) when (IsFault(error))
        {
            logger.LogError(error, "The end of a connection to a hub failed.");
            throw;
        }
    }

    private static bool IsFault(Exception error) => error is not (HubException or OperationCanceledException);
}
