using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Experiments;
using WebLab.Server.Tests.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Security;

/// <summary>Attack families 1, 2, 7, 8, 11, 13, 16 and 17: what a member, or somebody with their token, may write where.</summary>
[Trait("Speed", "Slow")]
public sealed class InputAttackTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    /// <summary>Family 1. A folder outside of the store would hold what the server can be made to read.</summary>
    [Theory]
    [InlineData("/api/datasets/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/datasets/..%5c..%5cwindows")]
    [InlineData("/api/datasets/%252e%252e%252f")]
    [InlineData("/api/datasets/C:%5cx")]
    [InlineData("/api/datasets/CON")]
    [InlineData("/api/datasets/cifar-10%00")]
    [InlineData("/api/datasets/cifar-10;%2f..%2fx/sheet")]
    [InlineData("/api/datasets/..%2f/sheet")]
    [InlineData("/api/runs/..%2f..%2fweblab.db/log")]
    [InlineData("/api/runs/00000000-0000-0000-0000-000000000000/log?search=..%2f..%2f")]
    [InlineData("/api/runs/%2e%2e%2f%2e%2e%2fserver.lock")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/_framework/..%2f..%2fweblab.db")]
    [InlineData("/css/..%2f..%2fappsettings.json")]
    public async Task Paths_lead_out_of_nothing(string path)
    {
        var (status, body) = await lab.Member.Send(HttpMethod.Get, path);
        // What is no file and no address of the API is the site's page.
        Assert.True(
            status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest
                || body.Contains("<title>WebLab</title>", StringComparison.Ordinal),
            $"{status} {body}"
        );
        Assert.DoesNotContain("root:", body);
    }

    /// <summary>Family 2.</summary>
    [Theory]
    [InlineData("/api/runs/")]
    [InlineData("/api/runs/.")]
    [InlineData("/api/runs/%2e")]
    [InlineData("/api/runs/./.")]
    [InlineData("/api/runs/*")]
    [InlineData("/api/runs/%20")]
    [InlineData("/api/runs/00000000-0000-0000-0000-000000000000")]
    [InlineData("/api/experiments")]
    [InlineData("/api/experiments/")]
    [InlineData("/api/experiments/%2e%2e")]
    [InlineData("/api/experiments/00000000-0000-0000-0000-000000000000")]
    [InlineData("/api/tokens/")]
    [InlineData("/api/invitations/%2e")]
    public async Task Root_selectors_delete_nothing(string path)
    {
        var experiment = await lab.Admin.Launch("stays");
        var (status, _) = await lab.Admin.Send(HttpMethod.Delete, path);
        Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed, $"{status}");
        Assert.Equal(HttpStatusCode.OK, await lab.Admin.Status(HttpMethod.Get, $"{ApiRoutes.Experiments}/{experiment.Summary.Id}"));
    }

    /// <summary>Family 7: the server gives names back as data; CSV cells are no formulas.</summary>
    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("\"><iframe src=//evil.example>")]
    [InlineData("{{constructor.constructor('alert(1)')()}}")]
    [InlineData("=HYPERLINK(\"http://evil.example\")")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1)")]
    public async Task Names_stay_data(string name)
    {
        var experiment = await lab.Member.Launch(name);
        // As JSON, which with nosniff no browser takes for a page; ContentType is checked, for markup is left as it is.
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(lab.Server.Address, $"{ApiRoutes.Experiments}/{experiment.Summary.Id}")
        );
        request.Headers.Authorization = new("Bearer", (await lab.Member.MakeToken(TokenScope.Read)).Token.Secret);
        using var answer = await http.SendAsync(request);
        Assert.Equal(
            ("application/json", "nosniff"),
            (answer.Content.Headers.ContentType?.MediaType, answer.Headers.GetValues("X-Content-Type-Options").Single())
        );
        Assert.Equal(name, (await lab.Member.Get<Experiment>($"{ApiRoutes.Experiments}/{experiment.Summary.Id}")).Summary.Name);
        var (_, csv) = await lab.Admin.Send(HttpMethod.Get, ApiRoutes.Audit + "/csv");
        Assert.DoesNotContain(
            csv.Split('\n').SelectMany(line => line.Split(',')),
            cell => cell.TrimStart('"') is [('=' or '+' or '@' or '-'), ..] trimmed && trimmed == name
        );
    }

    [Theory]
    [InlineData("\"paperItem\":\"table1\"")]
    [InlineData("\"paperScale\":\"full\"")]
    public async Task Nobody_gives_an_experiment_out_for_the_papers(string claim)
    {
        var (status, body) = await lab.Member.Send(
            HttpMethod.Post,
            ApiRoutes.Experiments,
            $$"""{"name":"table 1","runs":[{"name":"MLP 1x512 · no regulariser · seed 1","spec":{"trainSize":20} }],{{claim}} }"""
        );
        Assert.True(status == HttpStatusCode.BadRequest && body.Contains("must be left out", StringComparison.Ordinal), $"{status} {body}");
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("best\u202Etset")]
    [InlineData("a\uFEFFb")]
    [InlineData("\u3164")]
    [InlineData("\u2066x\u2069")]
    [InlineData("\u00AD")]
    [InlineData("\u2028")]
    public async Task Names_are_seen_whole_and_as_they_are_written(string name)
    {
        var (status, body) = await lab.Member.Send(
            HttpMethod.Post,
            ApiRoutes.Experiments,
            $$"""{"name":"{{string.Concat(name.Select(c => $"\\u{(int)c:x4}"))}}","runs":[{"name":"a","spec":{} }]}"""
        );
        Assert.True(status == HttpStatusCode.BadRequest, $"{status} {body}");
    }

    /// <summary>Family 8: the filter is read by a parser of its own and never evaluated, nor made into a regular expression or a
    /// database's.</summary>
    [Theory]
    [InlineData("name ~ \"(a+)+$\"")]
    [InlineData("name = \"'; drop runs; --\"")]
    [InlineData("$.json LIKE '%'")]
    [InlineData("1=1")]
    [InlineData("name = $.Owner")]
    [InlineData("__import__('os').system('id')")]
    [InlineData("name = \"a\" or (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((")]
    [InlineData("best = best")]
    [InlineData("test.acc >= 1e999")]
    [InlineData("name = \"\\u0000\"")]
    public async Task Filters_are_answered_at_once(string filter)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var status = await lab.Member.Status(HttpMethod.Get, $"{ApiRoutes.Runs}?filter={Uri.EscapeDataString(filter)}");
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{status}");
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10));
    }

    /// <summary>Families 11 and 16: what the server decides is not taken from a request, and an answer tells nothing of its
    /// inside.</summary>
    [Theory]
    [InlineData("\"id\":\"00000000-0000-0000-0000-000000000001\"")]
    [InlineData("\"ownerId\":\"00000000-0000-0000-0000-000000000001\"")]
    [InlineData("\"owner\":\"ada\"")]
    [InlineData("\"status\":\"completed\"")]
    [InlineData("\"createdAt\":\"2020-01-01T00:00:00Z\"")]
    [InlineData("\"role\":\"admin\"")]
    [InlineData("\"isPrivate\":\"yes\"")]
    [InlineData("\"axes\":null")]
    [InlineData("\"$type\":\"System.Diagnostics.Process\"")]
    [InlineData("\"__proto__\":{}")]
    [InlineData("\"runs\":5")]
    [InlineData("\"result\":{\"testAccuracy\":1}")]
    public async Task What_the_server_decides_cannot_be_posted(string member)
    {
        var (status, body) = await lab.Member.Send(
            HttpMethod.Post,
            ApiRoutes.Experiments,
            """{"name":"x","runs":[{"name":"x","spec":{}}],""" + member + "}"
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("   at ", body);
        Assert.DoesNotContain("WebLab.Server", body);
        Assert.DoesNotContain("/tmp/", body);
    }

    /// <summary>Family 13.</summary>
    [Theory]
    [InlineData("/api/runs?take=1000000000")]
    [InlineData("/api/runs?take=-1")]
    [InlineData("/api/runs?skip=-1")]
    [InlineData("/api/runs?take=501")]
    [InlineData("/api/runs/rows?fields=name&take=1000000000")]
    [InlineData("/api/runs/groups?by=model&take=1000000000")]
    [InlineData("/api/experiments?take=2147483648")]
    [InlineData("/api/audit?take=100000")]
    [InlineData("/api/runs/00000000-0000-0000-0000-000000000000/curve?buckets=1000000000")]
    [InlineData("/api/runs/groups?by=id,name,seed,model,status")]
    public async Task Pages_have_a_largest_size(string path)
    {
        var status = await lab.Admin.Status(HttpMethod.Get, path);
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{status}");
    }

    /// <summary>Family 13: names, tags and notes of a megabyte, bodies of more.</summary>
    [Fact]
    public async Task Long_texts_are_refused()
    {
        var run = (await lab.Member.Launch("long")).Runs[0];
        var megabyte = new string('a', 1_000_000);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await lab.Member.Status(
                HttpMethod.Post,
                ApiRoutes.Experiments,
                new ExperimentRequest { Name = megabyte, Runs = [new("x", Specs.Short)] }
            )
        );
        foreach (var verb in new[] { "rename", "note" })
            Assert.Equal(
                HttpStatusCode.BadRequest,
                await lab.Member.Status(
                    HttpMethod.Post,
                    ApiRoutes.RunActions,
                    JsonSerializer.Serialize(
                        new
                        {
                            verb,
                            ids = new[] { run.Id },
                            text = megabyte,
                        }
                    )
                )
            );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await lab.Member.Status(
                HttpMethod.Post,
                ApiRoutes.RunActions,
                JsonSerializer.Serialize(
                    new
                    {
                        verb = "tag",
                        ids = new[] { run.Id },
                        tags = new[] { megabyte },
                    }
                )
            )
        );
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await lab.Nobody().LogIn(megabyte, megabyte)).Status);
    }

    /// <summary>Family 17: nothing of a request reaches a shell; the names below are names.</summary>
    [Theory]
    [InlineData("$(touch /tmp/weblab-attack)")]
    [InlineData("`touch /tmp/weblab-attack`")]
    [InlineData("; touch /tmp/weblab-attack")]
    [InlineData("| touch /tmp/weblab-attack")]
    [InlineData("&& touch /tmp/weblab-attack")]
    [InlineData("--help")]
    [InlineData("-o /tmp/weblab-attack")]
    [InlineData("%PATH%")]
    [InlineData("${HOME}")]
    [InlineData("'; touch /tmp/weblab-attack; '")]
    public async Task Names_reach_no_shell(string name)
    {
        var experiment = await lab.Member.Launch(name);
        Assert.Equal(name, experiment.Summary.Name);
        Assert.False(File.Exists("/tmp/weblab-attack"));
    }
}
