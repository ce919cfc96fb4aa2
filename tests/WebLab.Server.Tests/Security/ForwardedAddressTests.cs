using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Security;

/// <summary>A proxy at 127.0.0.2 that the server was told of, and a client at 127.0.0.1 that says the same headers itself.</summary>
[Trait("Speed", "Slow")]
public sealed class ForwardedAddressTests
{
    private const string Proxy = "127.0.0.2",
        Direct = "127.0.0.1";

    [Fact]
    public async Task What_a_known_proxy_says_counts_for_limits_and_cookies_and_what_others_say_does_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux answers at all of 127.0.0.0/8.");
        await using var server = await LabServer.StartWithAccounts(settings: ["--proxy", Proxy, "--Limits:LogInsAMinute", "4"]);
        using (await Person.FirstAdmin(server)) { }

        // Each browser behind the proxy has its own limit, and an address that it makes up before the proxy's word is not believed.
        Assert.All(await Guesses(server, Proxy, "203.0.113.1", 4), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Guesses(server, Proxy, "203.0.113.9, 203.0.113.1", 1))[0]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Guesses(server, Proxy, "203.0.113.2", 1))[0]);
        // Whoever comes directly is who they are: the administrator's link was the first of the four.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Guesses(server, Direct, "203.0.113.3", 4))[^1]);

        Assert.All(await LogInCookies(server, Proxy, "203.0.113.4"), cookie => Assert.Contains("; secure", cookie));
        Assert.All(await LogInCookies(server, Proxy, "203.0.113.5", "http"), cookie => Assert.DoesNotContain("; secure", cookie));
    }

    /// <summary>The framework believes everybody where it knows no proxy: limits would count nothing, and a page that rebinds its name to
    /// this address could say that it is called localhost.</summary>
    [Fact]
    public async Task Where_no_proxy_is_named_nobody_is_believed()
    {
        await using var server = await LabServer.StartWithAccounts(settings: ["--Limits:LogInsAMinute", "4"]);
        using var nobody = new Person(server.Address);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            var guess = new LogInRequest("nobody", "a wrong guess");
            statuses.Add((await nobody.Send(HttpMethod.Post, ApiRoutes.Session, guess, ("X-Forwarded-For", $"203.0.113.{i}"))).Status);
        }
        HttpStatusCode[] expected = [.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 4), HttpStatusCode.TooManyRequests];
        Assert.Equal(expected, statuses);
        var (rebound, _) = await nobody.Send(
            HttpMethod.Get,
            ApiRoutes.Session,
            null,
            ("Host", "evil.example"),
            ("X-Forwarded-Host", "localhost")
        );
        Assert.Equal(HttpStatusCode.BadRequest, rebound);
    }

    /// <summary>Its advice for containers; what it switches on reads the lab's own list of proxies, which is empty.</summary>
    [Fact]
    public async Task The_switch_of_the_framework_believes_nobody_either()
    {
        var environment = new Dictionary<string, string> { ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true" };
        await using var server = await LabServer.StartIn(environment);
        using var nobody = new Person(server.Address);
        var (rebound, _) = await nobody.Send(
            HttpMethod.Get,
            ApiRoutes.Session,
            null,
            ("Host", "evil.example"),
            ("X-Forwarded-Host", "localhost")
        );
        Assert.Equal(HttpStatusCode.BadRequest, rebound);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> Guesses(LabServer server, string from, string forwarded, int count)
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < count; i++)
        {
            using var answer = await LogIn(server, from, forwarded, "https", "nobody", "a wrong guess");
            statuses.Add(answer.StatusCode);
        }
        return statuses;
    }

    private static async Task<IEnumerable<string>> LogInCookies(LabServer server, string from, string forwarded, string scheme = "https")
    {
        using var answer = await LogIn(server, from, forwarded, scheme, "ada", Person.Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Equal(2, cookies.Count);
        return cookies;
    }

    private static async Task<HttpResponseMessage> LogIn(
        LabServer server,
        string from,
        string forwarded,
        string scheme,
        string name,
        string password
    )
    {
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, stop) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                    await socket.ConnectAsync(context.DnsEndPoint, stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, ApiRoutes.Session))
        {
            Content = JsonContent.Create(new LogInRequest(name, password), options: LabJson.Options),
        };
        request.Headers.Add("X-Forwarded-For", forwarded);
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return await http.SendAsync(request);
    }
}
