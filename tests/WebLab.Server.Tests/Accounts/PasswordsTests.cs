using WebLab.Contracts.Accounts;
using WebLab.Server.Accounts;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Accounts;

public sealed class PasswordsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    /// <summary>The time of an attempt is that of its commits, which wait for the disk, and of one hash.</summary>
    [Fact]
    public async Task An_attempt_costs_the_same_for_a_name_that_is_there_one_that_is_not_and_one_that_is_locked()
    {
        var accounts = new AccountStore(_store.Database);
        var passwords = new Passwords(accounts, TimeProvider.System);
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Name = "ada",
            Role = Role.Member,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            PasswordHash = passwords.Hash("the right long password"),
        };
        Assert.Equal(AccountAddition.Done, await accounts.Add(account));
        var there = await Commits(() => passwords.Check("ada", "a wrong long password"));
        var absent = await Commits(() => passwords.Check("nobody", "a wrong long password"));
        for (var i = 0; i < Passwords.MaxAttempts; i++)
            await passwords.Check("ada", "a wrong long password");
        Assert.NotNull(accounts.Find(account.Id)!.LockedUntil);
        var locked = await Commits(() => passwords.Check("ada", "the right long password"));
        Assert.Equal((1, 1, 1), (there, absent, locked));
    }

    public void Dispose() => _store.Dispose();

    private async Task<long> Commits(Func<Task<Account?>> attempt)
    {
        var before = Count();
        Assert.Null(await attempt());
        return Count() - before;
    }

    private long Count() => _store.Database.Read("store").Find(new LiteDB.BsonValue("commits"))!["n"].AsInt64;
}
