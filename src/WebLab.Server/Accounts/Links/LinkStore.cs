using System.Collections.Concurrent;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts.Links;

/// <summary>The one-time links that are still good, in the file and in memory.</summary>
public sealed class LinkStore
{
    private readonly JsonCollection<Link> _collection = new("links");
    private readonly ConcurrentDictionary<Guid, Link> _links;
    private readonly LabDatabase _database;
    private readonly TimeProvider _time;

    public LinkStore(LabDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _links = new(_collection.All(database).ToDictionary(link => link.Id));
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
        // A newer link to reset a password takes the place of the one before.
        var old = _links
            .Values.Where(other =>
                other.ExpiresAt <= now || (kind == LinkKind.Reset && other.AccountId == link.AccountId && other.Kind == kind)
            )
            .ToList();
        await _database.Write(writing =>
        {
            _collection.Save(writing, link.Id, link);
            foreach (var other in old)
                _collection.Delete(writing, other.Id);
        });
        _links[link.Id] = link;
        foreach (var other in old)
            _links.TryRemove(other.Id, out _);
        return new(Info(link, account), $"{ApiRoutes.JoinPage}#{secret}");
    }

    /// <summary>Takes a link out of use; false when somebody else was faster.</summary>
    public async Task<bool> Take(Guid id)
    {
        if (!_links.TryRemove(id, out _))
            return false;
        await _database.Write(writing => _collection.Delete(writing, id));
        return true;
    }

    public static LinkInfo Info(Link link, Account? account) => new(link.Id, link.Kind, link.Role, account?.Name ?? "", link.ExpiresAt);
}
