using WebLab.Contracts.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Accounts.SignOn;

/// <summary>A server whose people log in at a provider, and its administrator, who does not.</summary>
public sealed class SignOnLab : IAsyncLifetime
{
    internal IdentityProvider Provider { get; private set; } = null!;

    internal LabServer Server { get; private set; } = null!;

    internal Person Admin { get; private set; } = null!;

    internal Task<AccountInfo[]> People() => Admin.Get<AccountInfo[]>(Contracts.ApiRoutes.Accounts);

    internal SignOnBrowser Browser() => new(Server.Address);

    public async ValueTask InitializeAsync()
    {
        Provider = await IdentityProvider.Start();
        Server = await LabServer.StartWithAccounts(
            settings:
            [
                "--Limits:LogInsAMinute",
                "10000",
                "--SignOn:Authority",
                Provider.Address.ToString(),
                "--SignOn:ClientId",
                IdentityProvider.ClientId,
                "--SignOn:ClientSecret",
                IdentityProvider.ClientSecret,
                "--SignOn:Role",
                "member",
            ]
        );
        Admin = await Person.FirstAdmin(Server);
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
