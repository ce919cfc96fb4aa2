using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Audit;

namespace WebLab.Client.Api;

/// <summary>Accounts, sessions, tokens and the audit trail.</summary>
public sealed partial class LabApiClient
{
    public Task<SessionInfo> Session() => Get<SessionInfo>(ApiRoutes.Session, default);

    public Task<SessionInfo> LogIn(string name, string password) =>
        Send<SessionInfo>(HttpMethod.Post, ApiRoutes.Session, new LogInRequest(name, password));

    public Task LogOut() => Send(HttpMethod.Delete, ApiRoutes.Session, null);

    public Task ChangePassword(string current, string chosen) =>
        Send(HttpMethod.Put, ApiRoutes.Session + "/password", new PasswordChange(current, chosen));

    public Task<LinkInfo> LookAtLink(string secret) => Send<LinkInfo>(HttpMethod.Post, ApiRoutes.Links, new LinkSecret(secret));

    public Task<SessionInfo> UseLink(string secret, string name, string password) =>
        Send<SessionInfo>(HttpMethod.Post, ApiRoutes.Links + "/use", new LinkUse(secret, name, password));

    public Task<IReadOnlyList<AccountInfo>> People(CancellationToken stop = default) =>
        Get<IReadOnlyList<AccountInfo>>(ApiRoutes.Accounts, stop);

    public Task<AccountInfo> ChangeAccount(Guid id, AccountChange change) =>
        Send<AccountInfo>(HttpMethod.Patch, $"{ApiRoutes.Accounts}/{id}", change);

    public Task<NewLink> ResetPassword(Guid id) => Send<NewLink>(HttpMethod.Post, $"{ApiRoutes.Accounts}/{id}/reset", null);

    public Task<IReadOnlyList<LinkInfo>> Invitations(CancellationToken stop = default) =>
        Get<IReadOnlyList<LinkInfo>>(ApiRoutes.Invitations, stop);

    public Task<NewLink> Invite(Role role, int days) =>
        Send<NewLink>(HttpMethod.Post, ApiRoutes.Invitations, new InvitationRequest(role, days));

    public Task WithdrawInvitation(Guid id) => Send(HttpMethod.Delete, $"{ApiRoutes.Invitations}/{id}", null);

    public Task<IReadOnlyList<TokenInfo>> Tokens(CancellationToken stop = default) => Get<IReadOnlyList<TokenInfo>>(ApiRoutes.Tokens, stop);

    public Task<NewToken> MakeToken(TokenRequest request) => Send<NewToken>(HttpMethod.Post, ApiRoutes.Tokens, request);

    public Task RevokeToken(Guid id) => Send(HttpMethod.Delete, $"{ApiRoutes.Tokens}/{id}", null);

    public Task<Page<AuditEntry>> Audit(string search, int skip, int take, CancellationToken stop = default) =>
        Get<Page<AuditEntry>>(Sentence.Of($"{ApiRoutes.Audit}?skip={skip}&take={take}&search={Uri.EscapeDataString(search)}"), stop);
}
