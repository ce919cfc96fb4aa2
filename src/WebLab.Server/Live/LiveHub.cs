using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Live;
using WebLab.Server.Accounts;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Accounts.Tokens;
using WebLab.Server.Runs;
using WebLab.Server.Security;
using WebLab.Server.Telemetry;

namespace WebLab.Server.Live;

/// <summary>The browser's connection: it says which runs it watches and is told what changes.</summary>
[Authorize(Policies.Read)]
public sealed class LiveHub(
    Broadcaster broadcaster,
    RunStore runs,
    SessionStore sessions,
    TokenStore tokens,
    AccountStore accounts,
    IOptions<AccountOptions> options,
    IOptions<RateLimitOptions> limits
) : Hub<ILiveClient>, ILiveHub
{
    public const int MaxWatched = 500;

    public Task Watch(IReadOnlyList<Guid> runIds)
    {
        Check(runIds);
        // What is not there for the caller is not watched: those ids are as good as none.
        var caller = Caller.Of(Context.User!);
        if (
            !broadcaster.Watch(
                Context.ConnectionId,
                [.. runIds.Take(MaxWatched + 1).Where(id => runs.Find(id) is { } run && caller.MaySee(run))]
            )
            || runIds.Count > MaxWatched
        )
            throw new HubException($"runIds must name at most {MaxWatched} runs in all.");
        return Task.CompletedTask;
    }

    public Task Unwatch(IReadOnlyList<Guid> runIds)
    {
        Check(runIds);
        broadcaster.Unwatch(Context.ConnectionId, runIds);
        return Task.CompletedTask;
    }

    // A hub's arguments pass no validation: null comes through.
    private static void Check(IReadOnlyList<Guid>? runIds)
    {
        if (runIds is null)
            throw new HubException("runIds must be a list of ids of runs; it was null.");
    }

    public override Task OnConnectedAsync()
    {
        var caller = Caller.Of(Context.User!);
        var most = options.Value.SingleUser ? int.MaxValue : limits.Value.ConnectionsAPerson;
        if (!broadcaster.Connect(Context.ConnectionId, caller, Context.Abort, most))
            throw new HubException($"A person may have {most} open connections; close a page first.");
        // What ended between the handshake and here has closed nothing yet.
        if (!IsStillGood(caller))
            Context.Abort();
        LabMeter.Browsers.Add(1);
        return base.OnConnectedAsync();
    }

    private bool IsStillGood(Caller caller) =>
        options.Value.SingleUser
        || (
            accounts.Find(caller.Id) is { IsDisabled: false }
            && (sessions.Find(caller.SessionId) is not null || tokens.Find(caller.TokenId) is not null)
        );

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        LabMeter.Browsers.Add(-1);
        await broadcaster.Disconnect(Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }
}
