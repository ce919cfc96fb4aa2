using WebLab.Contracts.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Accounts;

/// <summary>A server with accounts and a person of each role, two of them members; its log-in limit is out of the tests' way.</summary>
public sealed class AccountsLab : IAsyncLifetime
{
    internal LabServer Server { get; private set; } = null!;

    internal Person Admin { get; private set; } = null!;

    internal Person Member { get; private set; } = null!;

    internal Person Other { get; private set; } = null!;

    internal Person Viewer { get; private set; } = null!;

    internal Person Nobody() => new(Server.Address);

    public async ValueTask InitializeAsync()
    {
        Server = await LabServer.StartWithAccounts(settings: ["--Limits:LogInsAMinute", "10000", "--Limits:LaunchesAMinute", "10000"]);
        Admin = await Person.FirstAdmin(Server);
        Member = await Admin.Invite("grace", Role.Member);
        Other = await Admin.Invite("alan", Role.Member);
        Viewer = await Admin.Invite("emmy", Role.Viewer);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in new[] { Admin, Member, Other, Viewer })
            person?.Dispose();
        await Server.DisposeAsync();
    }
}
