using System.Collections.Concurrent;
using WebLab.Contracts.Accounts;
using WebLab.Server.Background;
using WebLab.Server.Storage;

namespace WebLab.Server.Accounts.Tokens;

/// <summary>All tokens, in the file and in memory. A token's text is its id and its secret, so that it is found without comparing
/// secrets.</summary>
public sealed class TokenStore
{
    /// <summary>How exactly the last use is remembered: each is a write.</summary>
    private static readonly TimeSpan UseInterval = TimeSpan.FromMinutes(1);

    private readonly LabDatabase _database;
    private readonly BackgroundTasks _tasks;
    private readonly MirroredCollection<Guid, ApiToken> _tokens;

    /// <summary>Those that are revoked: from here on nobody comes in by them, whatever becomes of the write.</summary>
    private readonly ConcurrentDictionary<Guid, bool> _revoked = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _lastUses = new();
    private readonly TimeProvider _time;

    public TokenStore(LabDatabase database, BackgroundTasks tasks, TimeProvider time)
    {
        (_database, _tasks, _time) = (database, tasks, time);
        _tokens = new(database, "tokens", token => token.Id);
    }

    /// <summary>Raised after a token was revoked.</summary>
    public event Action<Guid>? Revoked;

    public IReadOnlyList<ApiToken> Of(Guid accountId) =>
        [
            .. _tokens
                .Values.Where(token => token.AccountId == accountId && !_revoked.ContainsKey(token.Id))
                .OrderByDescending(token => token.CreatedAt),
        ];

    public ApiToken? Find(Guid id) => _revoked.ContainsKey(id) ? null : _tokens.Find(id);

    /// <param name="accountId">Whose it is.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="most">So many a person may have.</param>
    /// <param name="mayStill">Whether whoever asks may still; asked as it is written, so that the end of all of a person's tokens, which a
    /// new password is, leaves none behind that was asked for before.</param>
    /// <returns>Null when the person has so many already, or may no longer.</returns>
    public async Task<NewToken?> Create(Guid accountId, TokenRequest request, int most, Func<bool> mayStill)
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
        var made = await _database.Write(tx =>
            !mayStill() || _tokens.ReadAll(tx).Count(other => other.AccountId == accountId) >= most ? null : _tokens.Save(tx, token)
        );
        return made is null ? null : new(token.ToInfo(), $"weblab_{token.Id:N}_{secret}");
    }

    /// <summary>The token of that text, if it is good, and marks its use.</summary>
    public ApiToken? Use(string text)
    {
        if (
            text.Split('_', 3) is not ["weblab", var idText, var secret]
            || !Guid.TryParseExact(idText, "N", out var id)
            || Find(id) is not { } token
            || !Secret.Matches(token.SecretHash, secret)
        )
            return null;
        var now = _time.GetUtcNow();
        if (token.ExpiresAt <= now)
            return null;
        if (IsFirstUseInAWhile(token, now))
        {
            _tasks.Start(
                "writing the last use of a token",
                () =>
                    _database.Write(tx =>
                    {
                        // A revocation may have come in between.
                        if (_tokens.Read(tx, id) is { } stored)
                            _tokens.Save(tx, stored with { LastUsedAt = now });
                    })
            );
        }
        return token;
    }

    /// <summary>Revokes all tokens of a person: whoever changes a password means to keep others out.</summary>
    public async Task RevokeAll(Guid accountId)
    {
        // What is being written is there for the next job.
        await _database.WriteFromReserve(_ => { });
        foreach (var token in Of(accountId))
            await Revoke(token.Id, accountId);
    }

    public async Task<bool> Revoke(Guid id, Guid accountId)
    {
        if (_tokens.Find(id) is not { } token || token.AccountId != accountId || !_revoked.TryAdd(id, true))
            return false;
        Revoked?.Invoke(id);
        await _database.WriteFromReserve(tx =>
        {
            _tokens.Delete(tx, id);
            tx.OnCommit(() => _revoked.TryRemove(id, out _));
            tx.OnCommit(() => _lastUses.TryRemove(id, out _));
        });
        return true;
    }

    private bool IsFirstUseInAWhile(ApiToken token, DateTimeOffset now)
    {
        var known = _lastUses.GetOrAdd(token.Id, token.LastUsedAt ?? DateTimeOffset.MinValue);
        return known + UseInterval <= now && _lastUses.TryUpdate(token.Id, now, known);
    }
}
