using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Contracts.Accounts;
using WebLab.Server.Accounts;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Accounts.Tokens;
using WebLab.Server.Background;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Accounts;

/// <summary>A log-in, or a token that is asked for, beside the change of the password that is to end them all.</summary>
public sealed class PasswordRaceTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Whoever_was_let_in_by_the_password_before_gets_no_session(bool isChanged, bool isShut)
    {
        var accounts = new AccountStore(_store.Database);
        var letIn = await Add(accounts);
        var sessions = new SessionStore(_store.Database, accounts, Tasks(), TimeProvider.System);
        await accounts.Change(
            letIn.Id,
            stored => stored with { PasswordHash = isChanged ? "another hash" : stored.PasswordHash, IsDisabled = isShut }
        );
        await sessions.EndOthers(letIn.Id, Guid.Empty);
        Assert.Equal(isChanged || isShut, await sessions.Begin(letIn) is null);
    }

    [Fact]
    public async Task A_token_that_was_asked_for_before_is_not_made_after_or_ends_with_the_others()
    {
        var accounts = new AccountStore(_store.Database);
        var account = await Add(accounts);
        var sessions = new SessionStore(_store.Database, accounts, Tasks(), TimeProvider.System);
        var tokens = new TokenStore(_store.Database, Tasks(), TimeProvider.System);
        var session = (await sessions.Begin(account))!;
        var asked = Enumerable.Range(0, 20).Select(_ => Ask()).ToList();
        await sessions.EndOthers(account.Id, Guid.Empty);
        asked.AddRange(Enumerable.Range(0, 20).Select(_ => Ask()));
        await tokens.RevokeAll(account.Id);
        await Task.WhenAll(asked);
        Assert.Empty(tokens.Of(account.Id));

        Task<NewToken?> Ask() =>
            tokens.Create(account.Id, new("a script", TokenScope.Read), 100, () => sessions.Find(session.Id) is not null);
    }

    public void Dispose() => _store.Dispose();

    private BackgroundTasks Tasks() => new(_lifetime, NullLogger<BackgroundTasks>.Instance);

    private static async Task<Account> Add(AccountStore accounts)
    {
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Name = "ada",
            Role = Role.Member,
            CreatedAt = DateTimeOffset.UnixEpoch,
            PasswordHash = "a hash",
        };
        Assert.Equal(AccountAddition.Done, await accounts.Add(account));
        return account;
    }
}
