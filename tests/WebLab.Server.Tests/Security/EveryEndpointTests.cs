using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Tests.Accounts;

namespace WebLab.Server.Tests.Security;

/// <summary>
/// Every endpoint that the running server describes, also those that did not exist when this was written: nobody gets in without
/// logging in, and viewers change nothing. What is open is named here, one by one.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class EveryEndpointTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    private static readonly string[] OpenToAnyone =
    [
        // What networks there are, which the page that logs in asks for as every other does.
        "GET /api/catalogue",
        "GET /api/session",
        "POST /api/session",
        "GET /api/session/sign-on",
        "POST /api/links",
        "POST /api/links/use",
    ];

    // Asked by POST because the question is long, or about the viewer's own account.
    private static readonly string[] OpenToViewers =
    [
        "DELETE /api/session",
        "PUT /api/session/password",
        "POST /api/tokens",
        "DELETE /api/tokens/{id}",
        "POST /api/corruption/preview",
        "POST /api/curves",
        "POST /api/runs/some",
        "POST /api/theory/theorem1",
        "POST /api/notes",
        "POST /api/runs/actions/previews",
        "POST /api/notifications/read",
    ];

    // Asked by POST, and changing nothing.
    private static readonly string[] Questions =
    [
        "POST /api/links",
        "POST /api/corruption/preview",
        "POST /api/curves",
        "POST /api/runs/some",
        "POST /api/theory/theorem1",
        "POST /api/notes",
        "POST /api/runs/actions/previews",
    ];

    [Fact]
    public async Task Nobody_reaches_an_endpoint_that_is_not_open()
    {
        using var nobody = lab.Nobody();
        var wrong = new List<string>();
        foreach (var endpoint in await Endpoints())
        {
            if (OpenToAnyone.Contains(endpoint))
                continue;
            var (method, path) = Parts(endpoint);
            var status = await nobody.Status(new(method), path, method == "GET" ? null : "{}");
            if (status != HttpStatusCode.Unauthorized)
                wrong.Add($"{endpoint}: {status}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Nobody_gets_in_however_the_address_is_written()
    {
        using var nobody = lab.Nobody();
        var wrong = new List<string>();
        foreach (var endpoint in await Endpoints())
        {
            if (OpenToAnyone.Contains(endpoint))
                continue;
            var (method, path) = Parts(endpoint);
            foreach (
                var written in new[] { path.ToUpperInvariant(), path.Replace("/api", "/%61p%69", StringComparison.Ordinal), "/" + path }
            )
            {
                var (status, body) = await nobody.Send(new(method), written, method == "GET" ? null : "{}");
                // An address that nothing answers to is the pages' own.
                var isPage = status == HttpStatusCode.OK && body.StartsWith("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase);
                if (status is not (HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) && !isPage)
                    wrong.Add($"{method} {written}: {status}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Viewers_reach_no_endpoint_that_changes_something()
    {
        var wrong = new List<string>();
        foreach (var endpoint in await Endpoints())
        {
            var (method, path) = Parts(endpoint);
            if (method == "GET" || OpenToAnyone.Contains(endpoint) || OpenToViewers.Contains(endpoint))
                continue;
            var status = await lab.Viewer.Status(new(method), path, "{}");
            if (status != HttpStatusCode.Forbidden)
                wrong.Add($"{endpoint}: {status}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Everything_that_can_be_changed_has_a_name_in_the_audit_trail()
    {
        var nameless = (await Endpoints())
            .Where(endpoint => !endpoint.StartsWith("GET ", StringComparison.Ordinal) && !Questions.Contains(endpoint))
            .Where(endpoint =>
                AuditVerbs.Of(
                    Parts(endpoint).Method,
                    endpoint[endpoint.IndexOf('/', StringComparison.Ordinal)..].Replace("{id}", "{id:guid}", StringComparison.Ordinal)
                )
                    is var words
                && words.Contains('/', StringComparison.Ordinal)
            );
        Assert.Empty(nameless);
    }

    [Fact]
    public void Every_hub_asks_who_it_is()
    {
        var hubs = typeof(Caller).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Hub)) && !type.IsAbstract).ToList();
        Assert.NotEmpty(hubs);
        Assert.All(hubs, hub => Assert.NotNull(hub.GetCustomAttribute<AuthorizeAttribute>()));
        Assert.All(hubs.SelectMany(hub => hub.GetMethods()), method => Assert.Null(method.GetCustomAttribute<AllowAnonymousAttribute>()));
    }

    private async Task<IReadOnlyList<string>> Endpoints()
    {
        using var description = JsonDocument.Parse((await lab.Admin.Send(HttpMethod.Get, "/openapi/v1.json")).Body);
        var endpoints = description
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}"))
            .ToList();
        Assert.True(endpoints.Count > 30, $"There should be many endpoints; there were {endpoints.Count}.");
        return endpoints;
    }

    private static (string Method, string Path) Parts(string endpoint)
    {
        var (method, path) = (
            endpoint[..endpoint.IndexOf(' ', StringComparison.Ordinal)],
            endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..]
        );
        path = path.Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{item}", "fig1a", StringComparison.Ordinal)
            .Replace("{name}", "synthetic", StringComparison.Ordinal);
        return (method, Placeholder().Replace(path, "1"));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
