using WebLab.Server.Accounts;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Accounts.Tokens;

namespace WebLab.Server.Live;

/// <summary>Closes open connections when the session, the token or the role that let them in is no more.</summary>
internal sealed class LiveRights(Broadcaster broadcaster, AccountStore accounts, SessionStore sessions, TokenStore tokens) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        accounts.RightsChanged += account => broadcaster.Close(caller => caller.Id == account.Id);
        sessions.Ended += id => broadcaster.Close(caller => caller.SessionId == id);
        tokens.Revoked += id => broadcaster.Close(caller => caller.TokenId == id);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
