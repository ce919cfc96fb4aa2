using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Live;
using WebLab.Server.Tests.Accounts;

namespace WebLab.Server.Tests.Security;

/// <summary>Attack family 3: everything, asked by somebody who has not logged in.</summary>
[Trait("Speed", "Slow")]
public sealed class AuthenticationAttackTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    [Theory]
    [InlineData("GET", "/api/runs")]
    [InlineData("GET", "/api/runs/rows?fields=model")]
    [InlineData("GET", "/api/runs/ids")]
    [InlineData("GET", "/api/runs/groups?by=model")]
    [InlineData("GET", "/api/runs/known")]
    [InlineData("GET", "/api/experiments")]
    [InlineData("POST", "/api/experiments")]
    [InlineData("POST", "/api/runs/actions")]
    [InlineData("POST", "/api/curves")]
    [InlineData("GET", "/api/curves/csv?runs=1")]
    [InlineData("POST", "/api/paper/fig1a/launch")]
    [InlineData("PUT", "/api/datasets/cifar-10/folder")]
    [InlineData("POST", "/api/datasets/cifar-10/download")]
    [InlineData("POST", "/api/datasets/synthetic/labels?title=x")]
    [InlineData("GET", "/api/devices/use")]
    [InlineData("GET", "/api/accounts")]
    [InlineData("POST", "/api/invitations")]
    [InlineData("GET", "/api/tokens")]
    [InlineData("POST", "/api/tokens")]
    [InlineData("GET", "/api/audit")]
    [InlineData("GET", "/api/audit/csv")]
    [InlineData("GET", "/openapi/v1.json")]
    [InlineData("POST", "/hubs/live/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/hubs/worker/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/api/nothing")]
    public async Task Nobody_gets_in(string method, string path)
    {
        using var nobody = lab.Nobody();
        Assert.Equal(HttpStatusCode.Unauthorized, await nobody.Status(new(method), path, method == "GET" ? null : "{}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("weblab")]
    [InlineData("weblab_")]
    [InlineData("weblab__")]
    [InlineData("weblab_00000000000000000000000000000000_")]
    [InlineData("weblab_00000000000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("00000000000000000000000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("null")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.")]
    public async Task Forged_tokens_are_refused(string token)
    {
        using var nobody = lab.Nobody();
        foreach (var path in new[] { "/api/runs", "/hubs/live/negotiate?negotiateVersion=1", "/hubs/worker/negotiate?negotiateVersion=1" })
        {
            var (status, body) = await nobody.Send(
                path.StartsWith("/api", StringComparison.Ordinal) ? HttpMethod.Get : HttpMethod.Post,
                path,
                null,
                ("Authorization", $"Bearer {token}")
            );
            Assert.True(status == HttpStatusCode.Unauthorized, $"{path}: {status} {body}");
        }
    }

    [Fact]
    public async Task Secrets_of_megabytes_are_refused_at_the_door()
    {
        using var nobody = lab.Nobody();
        var endless = new string('A', 4_000_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await nobody.Status(HttpMethod.Post, ApiRoutes.Links, new LinkSecret(endless)));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await nobody.Status(HttpMethod.Post, ApiRoutes.Links + "/use", new LinkUse(endless, "mallory", "a long password 9"))
        );
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await nobody.Status(HttpMethod.Post, ApiRoutes.Session, new LogInRequest("x", endless))
        );
    }

    [Fact]
    public async Task A_token_in_an_address_is_no_token()
    {
        var (token, script) = await lab.Member.MakeToken(TokenScope.Read);
        using (script)
            Assert.Equal(HttpStatusCode.OK, await script.Status(HttpMethod.Get, "/api/runs"));
        using var nobody = lab.Nobody();
        Assert.Equal(HttpStatusCode.Unauthorized, await nobody.Status(HttpMethod.Get, $"/api/runs?access_token={token.Secret}"));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await nobody.Status(HttpMethod.Post, $"/hubs/live/negotiate?negotiateVersion=1&access_token={token.Secret}")
        );
    }

    [Fact]
    public async Task Revoking_a_token_closes_its_open_connection()
    {
        var (token, script) = await lab.Member.MakeToken(TokenScope.Read);
        using var _ = script;
        await using var hub = script.Hub();
        var closed = new TaskCompletionSource<bool>();
        hub.Closed += _ =>
        {
            closed.TrySetResult(true);
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        await hub.InvokeAsync(nameof(ILiveHub.Watch), new List<Guid>());
        Assert.Equal(HttpStatusCode.NoContent, await lab.Member.Status(HttpMethod.Delete, $"{ApiRoutes.Tokens}/{token.Token.Id}"));
        await closed.Task.Within(TimeSpan.FromSeconds(30), () => "the end of the connection");
        Assert.Equal(HttpStatusCode.Unauthorized, await script.Status(HttpMethod.Get, "/api/runs"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("short")]
    [InlineData("elevenchars")]
    [InlineData("password1234")]
    [InlineData("Passw0rd!!!!")]
    [InlineData("adminadminadmin")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("qwertyuiop123")]
    [InlineData("abcabcabcabc")]
    [InlineData("letmeinletmein1")]
    [InlineData("malloryMallory1")]
    public async Task Weak_passwords_are_refused(string password)
    {
        var link = await lab.Admin.Post<NewLink>(ApiRoutes.Invitations, new InvitationRequest(Role.Viewer));
        using var nobody = lab.Nobody();
        var (status, body) = await nobody.Send(
            HttpMethod.Post,
            ApiRoutes.Links + "/use",
            new LinkUse(link.Path.Split('#')[1], "mallory", password)
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("password must", body);
    }

    [Fact]
    public async Task Guessing_locks_the_account_also_when_the_guesses_come_at_once()
    {
        using var victim = await lab.Admin.Invite("victim", Role.Member);
        var guesses = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async i =>
                {
                    using var guesser = lab.Nobody();
                    return (await guesser.LogIn("victim", $"a wrong guess number {i}")).Status;
                })
        );
        Assert.All(guesses, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        using var right = lab.Nobody();
        Assert.Equal(HttpStatusCode.Unauthorized, (await right.LogIn("victim")).Status);
        // Who is in stays in.
        Assert.Equal(HttpStatusCode.OK, await victim.Status(HttpMethod.Get, "/api/runs"));
    }
}
