using System.Collections.Concurrent;
using WebLab.Contracts.Accounts;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts.Tokens;

/// <summary>All tokens, in the file and in memory. A token's text is its id and its secret, so that it is found without comparing
/// secrets.</summary>
public sealed class TokenStore
{
    /// <summary>How exactly the last use is remembered: each is a write.</summary>
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    private readonly JsonCollection<ApiToken> _collection = new("tokens");
    private readonly ConcurrentDictionary<Guid, ApiToken> _tokens;
    private readonly LabDatabase _database;
    private readonly TimeProvider _time;

    public TokenStore(LabDatabase database, TimeProvider time)
    {
        (_database, _time) = (database, time);
        _tokens = new(_collection.All(database).ToDictionary(token => token.Id));
    }

    /// <summary>Raised after a token was revoked.</summary>
    public event Action<Guid>? Revoked;

    public IReadOnlyList<ApiToken> Of(Guid accountId) =>
        [.. _tokens.Values.Where(token => token.AccountId == accountId).OrderByDescending(token => token.CreatedAt)];

    public ApiToken? Find(Guid id) => _tokens.GetValueOrDefault(id);

    public async Task<NewToken> Create(Guid accountId, TokenRequest request)
    {
        var now = _time.GetUtcNow();
        var secret = Secret.Create();
        var token = new ApiToken
        {
            Id = Guid.NewGuid(),
            AccountId = accountId,
            Name = request.Name,
            Scope = request.Scope,
            SecretHash = Secret.Hash(secret),
            CreatedAt = now,
            ExpiresAt = now.AddDays(request.Days),
        };
        await _database.Write(writing => _collection.Save(writing, token.Id, token));
        _tokens[token.Id] = token;
        return new(token.ToInfo(), $"weblab_{token.Id:N}_{secret}");
    }

    /// <summary>The token of that text, if it is good, and marks its use.</summary>
    public ApiToken? Use(string text)
    {
        if (
            text.Split('_', 3) is not ["weblab", var idText, var secret]
            || !Guid.TryParseExact(idText, "N", out var id)
            || !_tokens.TryGetValue(id, out var token)
            || !Secret.Matches(token.SecretHash, secret)
        )
            return null;
        var now = _time.GetUtcNow();
        if (token.ExpiresAt <= now)
            return null;
        var used = token with { LastUsedAt = now };
        if (!(token.LastUsedAt + UseInterval > now) && _tokens.TryUpdate(id, used, token))
        {
            // A revocation may come in between: what is gone from memory is not written again.
            _ = _database.Write(writing =>
            {
                if (_tokens.ContainsKey(id))
                    _collection.Save(writing, id, used);
            });
        }
        return token;
    }

    /// <summary>Revokes all tokens of a person: whoever changes a password means to keep others out.</summary>
    public async Task RevokeAll(Guid accountId)
    {
        foreach (var token in Of(accountId))
            await Revoke(token.Id, accountId);
    }

    public async Task<bool> Revoke(Guid id, Guid accountId)
    {
        if (!_tokens.TryGetValue(id, out var token) || token.AccountId != accountId || !_tokens.TryRemove(id, out _))
            return false;
        Revoked?.Invoke(id);
        await _database.Write(writing => _collection.Delete(writing, id));
        return true;
    }
}
