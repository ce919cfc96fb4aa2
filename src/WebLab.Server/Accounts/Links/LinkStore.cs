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

    public async Task<NewLink> Create(LinkKind kind, Role role, TimeSpan life, Account? account = null)
    {
        var now = _time.GetUtcNow();
        var secret = Secret.Create();
        var link = new Link(Guid.CreateVersion7(now), kind, role, account?.Id ?? Guid.Empty, Secret.Hash(secret), now + life);
        await _database.Write(tx =>
        {
            // A newer link to reset a password takes the place of the one before.
            foreach (
                var old in _links
                    .ReadAll(tx)
                    .Where(other =>
                        other.ExpiresAt <= now || (kind == LinkKind.Reset && other.AccountId == link.AccountId && other.Kind == kind)
                    )
            )
                _links.Delete(tx, old.Id);
            _links.Save(tx, link);
        });
        return new(Info(link, account), $"{ApiRoutes.JoinPage}#{secret}");
    }

    /// <summary>Takes a link out of use; false when somebody else was faster.</summary>
    public Task<bool> Take(Guid id) =>
        _database.Write(tx =>
        {
            if (_links.Read(tx, id) is null)
                return false;
            _links.Delete(tx, id);
            return true;
        });

    public static LinkInfo Info(Link link, Account? account) => new(link.Id, link.Kind, link.Role, account?.Name ?? "", link.ExpiresAt);
}
