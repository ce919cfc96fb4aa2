using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Accounts;

namespace WebLab.Server.Tests.Curves;

/// <summary>The questions about many runs at once, by people who do not all see the same runs.</summary>
[Trait("Speed", "Slow")]
public sealed class ManyRunsTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    [Fact]
    public async Task A_private_run_is_left_out_of_others_answers_about_many()
    {
        var secret = (await lab.Member.Launch("for grace alone", isPrivate: true)).Runs[0].Id;
        var open = (await lab.Member.Launch("for all")).Runs[0].Id;
        foreach (
            var (person, seen) in new[]
            {
                (lab.Member, new[] { secret, open }),
                (lab.Admin, [secret, open]),
                (lab.Other, [open]),
                (lab.Viewer, [open]),
            }
        )
        {
            var (_, runs) = await person.Send(HttpMethod.Post, $"{ApiRoutes.Runs}/some", new[] { secret, open });
            Assert.Equal(seen, JsonSerializer.Deserialize<List<RunSummary>>(runs, LabJson.Options)!.Select(run => run.Id));
            var (status, curve) = await person.Send(HttpMethod.Post, ApiRoutes.Curves, new CurveQuery { Windows = [new(secret)] });
            Assert.Equal((HttpStatusCode.OK, !seen.Contains(secret)), (status, curve.Length == 0));
        }
    }

    [Fact]
    public async Task Too_many_runs_are_refused_with_a_sentence()
    {
        var ids = Enumerable.Range(0, CurveQuery.MaxWindows + 1).Select(_ => Guid.NewGuid()).ToList();
        var (status, body) = await lab.Viewer.Send(HttpMethod.Post, $"{ApiRoutes.Runs}/some", ids);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("ids must be 1 to 500 ids of runs; there were 501.", body, StringComparison.Ordinal);
        (status, body) = await lab.Viewer.Send(
            HttpMethod.Post,
            ApiRoutes.Curves,
            new CurveQuery { Windows = [.. ids.Select(id => new CurveWindow(id))] }
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("windows must be 1 to 500; there were 501.", body, StringComparison.Ordinal);
        (status, body) = await lab.Viewer.Send(HttpMethod.Get, $"{ApiRoutes.Curves}/csv?runs={string.Join(',', ids.Take(500))}");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains($"There is no run {ids[0]}.", body, StringComparison.Ordinal);
        (status, body) = await lab.Viewer.Send(HttpMethod.Get, $"{ApiRoutes.Curves}/csv?runs={string.Join(',', ids)}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("runs must be at most 500 ids; there were 501.", body, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Greedy { get; } =
        new()
        {
            { """{"windows":[null]}""", "windows and metrics must be lists without null in them." },
            { """{"windows":[{"runId":"ID"}],"metrics":[null]}""", "windows and metrics must be lists without null in them." },
            {
                """{"windows":[{"runId":"ID"},{"runId":"ID","from":5}]}""",
                "windows must each be of another run; ID was named more than once."
            },
            { """{"windows":[{"runId":"ID"}],"metrics":["nonsense"]}""", "metrics[0] must be" },
            { """{"windows":[MANY],"buckets":5000}""", "windows x metrics x buckets must be at most 2,000,000; it was 26 x 16 x 5000." },
        };

    [Theory]
    [MemberData(nameof(Greedy))]
    public async Task A_question_that_would_fill_the_memory_is_refused_with_a_sentence(string query, string sentence)
    {
        var (id, many) = (Guid.NewGuid(), string.Join(',', Enumerable.Range(0, 26).Select(_ => $$"""{"runId":"{{Guid.NewGuid()}}"}""")));
        var (status, body) = await lab.Viewer.Send(
            HttpMethod.Post,
            ApiRoutes.Curves,
            query.Replace("ID", $"{id}", StringComparison.Ordinal).Replace("MANY", many, StringComparison.Ordinal)
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence.Replace("ID", $"{id}", StringComparison.Ordinal), body, StringComparison.Ordinal);
    }
}
