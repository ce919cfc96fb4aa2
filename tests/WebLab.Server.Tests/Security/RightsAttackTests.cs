using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Security;

/// <summary>Attack family 4: logged in, but it is somebody else's.</summary>
[Trait("Speed", "Slow")]
public sealed class RightsAttackTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    public static TheoryData<string, string> Changes =>
        new()
        {
            { "POST", "/api/runs/{run}/cancel" },
            { "POST", "/api/runs/{run}/pause" },
            { "POST", "/api/runs/{run}/resume" },
            { "POST", "/api/runs/{run}/stop" },
            { "DELETE", "/api/runs/{run}" },
            { "DELETE", "/api/experiments/{experiment}" },
        };

    public static TheoryData<string> Readings =>
        ["/api/runs/{run}", "/api/runs/{run}/curve", "/api/runs/{run}/log", "/api/curves/csv?runs={run}", "/api/experiments/{experiment}"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Another_member_and_a_viewer_change_nothing(string method, string path)
    {
        var experiment = await lab.Member.Launch("mine");
        Assert.Equal(HttpStatusCode.Forbidden, await lab.Other.Status(new(method), Filled(path, experiment)));
        Assert.Equal(HttpStatusCode.Forbidden, await lab.Viewer.Status(new(method), Filled(path, experiment)));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_is_private_is_not_there_to_be_changed(string method, string path)
    {
        var experiment = await lab.Member.Launch("mine alone", isPrivate: true);
        Assert.Equal(HttpStatusCode.NotFound, await lab.Other.Status(new(method), Filled(path, experiment)));
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task What_is_private_is_there_for_its_owner_and_the_administrator_only(string path)
    {
        var experiment = await lab.Member.Launch("mine alone", isPrivate: true);
        Assert.Equal(HttpStatusCode.NotFound, await lab.Other.Status(HttpMethod.Get, Filled(path, experiment)));
        Assert.Equal(HttpStatusCode.NotFound, await lab.Viewer.Status(HttpMethod.Get, Filled(path, experiment)));
        Assert.Equal(HttpStatusCode.OK, await lab.Member.Status(HttpMethod.Get, Filled(path, experiment)));
        Assert.Equal(HttpStatusCode.OK, await lab.Admin.Status(HttpMethod.Get, Filled(path, experiment)));
    }

    [Theory]
    [InlineData("/api/runs?take=500")]
    [InlineData("/api/runs?filter=private%20%3D%20true")]
    [InlineData("/api/runs?filter=zebra")]
    [InlineData("/api/runs/ids")]
    [InlineData("/api/runs/rows?fields=name,owner&take=500")]
    [InlineData("/api/runs/groups?by=experiment")]
    [InlineData("/api/runs/known")]
    [InlineData("/api/experiments?take=500")]
    public async Task Lists_groups_and_counts_leave_out_what_is_private(string path)
    {
        var experiment = await lab.Member.Launch("zebra", isPrivate: true);
        var run = experiment.Runs[0].Id.ToString();
        var (_, others) = await lab.Other.Send(HttpMethod.Get, path);
        Assert.DoesNotContain("zebra", others);
        Assert.DoesNotContain(run, others);
        var (_, own) = await lab.Member.Send(HttpMethod.Get, path);
        Assert.True(own.Contains("zebra", StringComparison.Ordinal) || own.Contains(run, StringComparison.Ordinal), own);
    }

    [Theory]
    [InlineData(RunVerb.Cancel)]
    [InlineData(RunVerb.Pin)]
    [InlineData(RunVerb.Tag)]
    [InlineData(RunVerb.Note)]
    [InlineData(RunVerb.Rename)]
    [InlineData(RunVerb.Archive)]
    [InlineData(RunVerb.Purge)]
    public async Task Actions_on_what_is_not_ones_own_are_refused_run_by_run(RunVerb verb)
    {
        var open = (await lab.Member.Launch("open")).Runs[0];
        var hidden = (await lab.Member.Launch("hidden", isPrivate: true)).Runs[0];
        var result = await lab.Other.Post<RunActionResult>(
            ApiRoutes.RunActions,
            new RunAction
            {
                Verb = verb,
                Ids = [open.Id, hidden.Id],
                Tags = ["x"],
                Text = "x",
            }
        );
        Assert.Empty(result.Applied);
        Assert.Contains(result.Refused, refusal => refusal.Id == open.Id && refusal.Reason.Contains("grace", StringComparison.Ordinal));
        Assert.Contains(
            result.Refused,
            refusal => refusal.Id == hidden.Id && refusal.Reason.StartsWith("There is no such run", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("GET", "/api/accounts")]
    [InlineData("GET", "/api/invitations")]
    [InlineData("POST", "/api/invitations")]
    [InlineData("GET", "/api/audit")]
    [InlineData("GET", "/api/audit/json")]
    [InlineData("PUT", "/api/datasets/cifar-10/folder")]
    public async Task Members_do_not_do_what_administrators_do(string method, string path)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await lab.Member.Status(new(method), path, method == "GET" ? null : "{}"));
        var (_, script) = await lab.Admin.MakeToken(TokenScope.Launch);
        using (script)
            Assert.Equal(HttpStatusCode.Forbidden, await script.Status(new(method), path, method == "GET" ? null : "{}"));
    }

    [Fact]
    public async Task Viewers_and_reading_tokens_launch_nothing()
    {
        var request = new ExperimentRequest { Name = "no", Runs = [new("a run", Specs.Short)] };
        Assert.Equal(HttpStatusCode.Forbidden, await lab.Viewer.Status(HttpMethod.Post, ApiRoutes.Experiments, request));
        var (_, script) = await lab.Member.MakeToken(TokenScope.Read);
        using (script)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await script.Status(HttpMethod.Post, ApiRoutes.Experiments, request));
            Assert.Equal(
                HttpStatusCode.Forbidden,
                await script.Status(HttpMethod.Post, ApiRoutes.Tokens, new TokenRequest("more", TokenScope.Admin))
            );
        }
    }

    [Fact]
    public async Task A_role_taken_away_counts_at_the_next_request()
    {
        using var person = await lab.Admin.Invite("demoted", Role.Member);
        await person.Launch("before");
        var id = (await person.Get<SessionInfo>(ApiRoutes.Session)).Account!.Id;
        Assert.Equal(
            HttpStatusCode.OK,
            await lab.Admin.Status(HttpMethod.Patch, $"{ApiRoutes.Accounts}/{id}", new AccountChange(Role.Viewer))
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await person.Status(
                HttpMethod.Post,
                ApiRoutes.Experiments,
                new ExperimentRequest { Name = "after", Runs = [new("a run", Specs.Short)] }
            )
        );
    }

    [Fact]
    public async Task A_note_that_was_changed_meanwhile_is_not_overwritten_unsaid()
    {
        var run = (await lab.Member.Launch("noted")).Runs[0];
        RunAction Note(string text, string before) =>
            new()
            {
                Verb = RunVerb.Note,
                Ids = [run.Id],
                Text = text,
                NoteBefore = before,
            };
        Assert.Equal(HttpStatusCode.OK, await lab.Member.Status(HttpMethod.Post, ApiRoutes.RunActions, Note("mine", "")));
        var (status, body) = await lab.Admin.Send(HttpMethod.Post, ApiRoutes.RunActions, Note("the administrator's", ""));
        Assert.True(
            status == HttpStatusCode.Conflict && body.Contains("changed by somebody else", StringComparison.Ordinal),
            $"{status} {body}"
        );
        Assert.Equal("mine", (await lab.Member.Get<RunSummary>($"{ApiRoutes.Runs}/{run.Id}")).Note);
        Assert.Equal(HttpStatusCode.OK, await lab.Admin.Status(HttpMethod.Post, ApiRoutes.RunActions, Note("both", "mine")));
    }

    private static string Filled(string path, Experiment experiment) =>
        path.Replace("{run}", experiment.Runs[0].Id.ToString(), StringComparison.Ordinal)
            .Replace("{experiment}", experiment.Summary.Id.ToString(), StringComparison.Ordinal);
}
