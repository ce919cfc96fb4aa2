using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Accounts;

/// <summary>People on a disk that has not a byte left.</summary>
[Trait("Speed", "Slow")]
public sealed class FullDiskAccountTests
{
    private const long Margin = 24_000_000;

    [Fact]
    public async Task At_0_bytes_free_people_log_in_and_a_log_out_and_a_revocation_outlast_a_restart()
    {
        using var disk = new SmallDisk();
        string[] settings = [.. disk.Options(Margin), "--Limits:LogInsAMinute", "1000"];
        var server = await LabServer.StartWithAccounts(disk.Store, settings);
        using var admin = await Person.FirstAdmin(server);
        using var leaving = new Person(server.Address);
        Assert.Equal(HttpStatusCode.OK, (await leaving.LogIn("ada")).Status);
        var (token, script) = await admin.MakeToken(TokenScope.Read);
        using var _ = script;
        disk.FillUpTo(0);

        Assert.Equal(HttpStatusCode.NoContent, await leaving.Status(HttpMethod.Delete, ApiRoutes.Session));
        Assert.Equal(HttpStatusCode.NoContent, await admin.Status(HttpMethod.Delete, $"{ApiRoutes.Tokens}/{token.Token.Id}"));
        using var coming = new Person(server.Address);
        var (status, body) = await coming.LogIn("ada");
        Assert.True(status == HttpStatusCode.OK, $"{status} {body} {server.Output}");
        Assert.Equal(HttpStatusCode.OK, await coming.Status(HttpMethod.Get, ApiRoutes.Runs));

        var port = server.Address.Port;
        await server.Kill();
        await server.DisposeAsync();
        disk.MakeRoom();
        await using var again = await LabServer.StartWithAccounts(disk.Store, [.. settings, "--urls", $"http://127.0.0.1:{port}"]);
        Assert.Equal(HttpStatusCode.Unauthorized, await leaving.Status(HttpMethod.Get, ApiRoutes.Runs));
        Assert.Equal(HttpStatusCode.Unauthorized, await script.Status(HttpMethod.Get, ApiRoutes.Runs));
        Assert.Equal(HttpStatusCode.OK, await coming.Status(HttpMethod.Get, ApiRoutes.Runs));
    }
}
