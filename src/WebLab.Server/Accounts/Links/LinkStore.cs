using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts.Links;

/// <summary>The one-time links that are still good, in the file and in memory.</summary>
public sealed class LinkStore
{
    private readonly LabDatabase _database;
    private readonly MirroredCollection<Guid, Link> _links;
    private readonly TimeProvider _time;

    public LinkStore(LabDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _links = new(database, "links", link => link.Id);
    }

    public IReadOnlyList<Link> Invitations() =>
        [
            .. _links
                .Values.Where(link => link.Kind == LinkKind.Invitation && link.ExpiresAt > _time.GetUtcNow())
                .OrderBy(link => link.ExpiresAt),
        ];

    public Link? Find(string secret) =>
        _links.Values.FirstOrDefault(link => Secret.Matches(link.SecretHash, secret) && link.ExpiresAt > _time.GetUtcNow());

    /// <summary>Makes a link to choose a new password; one that was made before is good no more.</summary>
    public async Task<NewLink> CreateReset(Account account, TimeSpan life) => (await Create(LinkKind.Reset, account.Role, life, account))!;

    /// <returns>Null when there are so many open invitations already.</returns>
    public Task<NewLink?> CreateInvitation(Role role, TimeSpan life, int most) => Create(LinkKind.Invitation, role, life, null, most);

    private async Task<NewLink?> Create(LinkKind kind, Role role, TimeSpan life, Account? account, int most = int.MaxValue)
    {
        var now = _time.GetUtcNow();
        var secret = Secret.Create();
        var link = new Link(Guid.CreateVersion7(now), kind, role, account?.Id ?? Guid.Empty, Secret.Hash(secret), now + life);
        var isMade = await _database.Write(tx =>
        {
            var all = _links.ReadAll(tx);
            if (all.Count(other => other.Kind == kind && other.ExpiresAt > now) >= most)
                return false;
            // A newer link to reset a password takes the place of the one before.
            foreach (
                var old in all.Where(other =>
                    other.ExpiresAt <= now || (kind == LinkKind.Reset && other.AccountId == link.AccountId && other.Kind == kind)
                )
            )
                _links.Delete(tx, old.Id);
            _links.Save(tx, link);
            return true;
        });
        return isMade ? new(Info(link, account), $"{ApiRoutes.JoinPage}#{secret}") : null;
    }

    /// <summary>Ends the links with which a person's password could be changed: they were for the one before.</summary>
    public Task EndResets(Guid accountId) =>
        _database.WriteFromReserve(tx =>
        {
            foreach (var link in _links.ReadAll(tx).Where(link => link.Kind == LinkKind.Reset && link.AccountId == accountId))
                _links.Delete(tx, link.Id);
        });

    /// <summary>Takes a link out of use; false when somebody else was faster.</summary>
    public Task<bool> Take(Guid id) => _database.WriteFromReserve(tx => Take(tx, id));

    public bool Take(WriteTransaction tx, Guid id)
    {
        if (_links.Read(tx, id) is null)
            return false;
        _links.Delete(tx, id);
        return true;
    }

    public static LinkInfo Info(Link link, Account? account) => new(link.Id, link.Kind, link.Role, account?.Name ?? "", link.ExpiresAt);
}
