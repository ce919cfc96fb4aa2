using System.Net;
using WebLab.Server.Tests.Accounts;

namespace WebLab.Server.Tests.Security;

/// <summary>Attack families 5 and 6: a foreign name for this address, and a foreign page that uses a person's cookies.</summary>
[Trait("Speed", "Slow")]
public sealed class CrossSiteAttackTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("evil-localhost")]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("127.1")]
    [InlineData("weblab")]
    public async Task Foreign_hosts_are_refused(string host)
    {
        var (status, _) = await lab.Member.Send(HttpMethod.Get, "/api/runs", null, ("Host", host));
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost:80")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("https://127.0.0.1")]
    [InlineData("file://")]
    [InlineData("chrome-extension://abcdefgh")]
    [InlineData("x")]
    public async Task Foreign_pages_change_nothing_and_open_no_hub(string origin)
    {
        foreach (var path in new[] { "/api/experiments", "/api/session", "/hubs/live/negotiate?negotiateVersion=1" })
        {
            var (status, body) = await lab.Member.Send(HttpMethod.Post, path, "{}", ("Origin", origin));
            Assert.True(status == HttpStatusCode.Forbidden, $"{path}: {status} {body}");
        }
        var (upgrade, _) = await lab.Member.Send(HttpMethod.Get, "/hubs/live?id=x", null, ("Origin", origin));
        Assert.Equal(HttpStatusCode.Forbidden, upgrade);
    }

    /// <summary>Routing takes all of these, or none, for the hub; what decides must not depend on how an address is written.</summary>
    [Theory]
    [InlineData("/Hubs/live")]
    [InlineData("/HUBS/LIVE")]
    [InlineData("/hubs/Live/")]
    [InlineData("//hubs/live")]
    [InlineData("/hubs//live")]
    [InlineData("/%68ubs/live")]
    [InlineData("/hubs/%6Cive")]
    [InlineData("/hubs/./live")]
    [InlineData("/Api/runs")]
    [InlineData("/%61pi/runs")]
    public async Task Foreign_pages_get_nowhere_however_the_address_is_written(string path)
    {
        foreach (var (method, query) in new[] { (HttpMethod.Get, "?id=x"), (HttpMethod.Post, "/negotiate?negotiateVersion=1") })
        {
            var (status, body) = await lab.Member.Send(method, path + query, null, ("Origin", "https://evil.example"));
            Assert.True(status == HttpStatusCode.Forbidden, $"{method} {path}{query}: {status} {body}");
        }
    }

    /// <summary>Of what a page takes from elsewhere (an image, a script) browsers name no origin; they say that it is so.</summary>
    [Theory]
    [InlineData("cross-site", "no-cors", "GET", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "no-cors", "GET", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "navigate", "POST", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "navigate", "GET", HttpStatusCode.OK)]
    [InlineData("same-origin", "cors", "GET", HttpStatusCode.OK)]
    [InlineData("none", "navigate", "GET", HttpStatusCode.OK)]
    public async Task What_a_foreign_page_is_made_of_is_not_answered(string site, string mode, string method, HttpStatusCode expected)
    {
        var (status, _) = await lab.Member.Send(new(method), "/api/runs", null, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_a_form_can_send_is_not_read(string type)
    {
        var content = new StringContent("{}");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        // For a body that is no JSON there is no such endpoint.
        Assert.Equal(HttpStatusCode.NotFound, await lab.Member.Status(HttpMethod.Post, "/api/experiments", content));
    }

    [Fact]
    public async Task Answers_carry_the_headers_that_keep_pages_apart()
    {
        using var http = new HttpClient();
        foreach (var path in new[] { "/", "/api/runs", "/health/live", "/hubs/live/negotiate" })
        {
            using var answer = await http.GetAsync(new Uri(lab.Server.Address, path));
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.DoesNotContain("'unsafe-eval'", policy);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var body = new StringContent(
            $$"""{"name":"grace","password":"{{Hosting.Person.Password}}"}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await http.PostAsync(new Uri(lab.Server.Address, "/api/session"), body);
        var cookies = answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.ToLowerInvariant()).ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.Contains("httponly", cookie));
        Assert.All(cookies, cookie => Assert.Contains("samesite=strict", cookie));
    }
}
