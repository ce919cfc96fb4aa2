using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Security;

/// <summary>Attack family 13: the same thing in a loop.</summary>
[Trait("Speed", "Slow")]
public sealed class RateLimitTests
{
    [Fact]
    public async Task Guesses_and_launches_in_a_loop_are_turned_away()
    {
        await using var server = await LabServer.StartWithAccounts(
            settings: ["--Limits:LogInsAMinute", "6", "--Limits:LaunchesAMinute", "5", "--Limits:RequestsAMinute", "100"]
        );
        using var admin = await Person.FirstAdmin(server);
        using var guesser = new Person(server.Address);
        var guesses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
            guesses.Add((await guesser.LogIn("nobody", "a wrong guess")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, guesses[^1]);
        var launches = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
            launches.Add(
                await admin.Status(
                    HttpMethod.Post,
                    ApiRoutes.Experiments,
                    new ExperimentRequest { Name = "loop", Runs = [new("x", Specs.Short)] }
                )
            );
        Assert.Equal(HttpStatusCode.TooManyRequests, launches[^1]);
        Assert.InRange(launches.Count(status => status == HttpStatusCode.Created), 1, 5);
        string[] written =
        [
            "/Api/runs",
            "/API/RUNS",
            "/%61pi/runs",
            "/api//runs",
            "/Hubs/live/negotiate?negotiateVersion=1",
            "/nothing.json",
        ];
        var asked = new List<HttpStatusCode>();
        for (var i = 0; i < 120; i++)
            asked.Add(await admin.Status(i % 6 == 4 ? HttpMethod.Post : HttpMethod.Get, written[i % 6]));
        Assert.Contains(HttpStatusCode.TooManyRequests, asked.Where((_, i) => i % 6 == 0));
        Assert.Contains(HttpStatusCode.TooManyRequests, asked.Where((_, i) => i % 6 == 1));
        Assert.Contains(HttpStatusCode.TooManyRequests, asked.Where((_, i) => i % 6 == 4));
    }
}
