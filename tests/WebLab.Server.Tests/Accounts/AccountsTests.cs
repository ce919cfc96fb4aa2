using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Audit;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Notifications;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Accounts;

[Trait("Speed", "Slow")]
public sealed class AccountsTests(AccountsLab lab) : IClassFixture<AccountsLab>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Set_up_link_makes_one_administrator_and_no_second()
    {
        using var late = lab.Nobody();
        var (status, _) = await late.UseLink(await Person.SetUpSecret(lab.Server), "mallory");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(Role.Admin, (await lab.Admin.Get<SessionInfo>(ApiRoutes.Session)).Account!.Role);
    }

    [Fact]
    public async Task Invitation_works_once()
    {
        var link = await lab.Admin.Post<NewLink>(ApiRoutes.Invitations, new InvitationRequest(Role.Viewer));
        using var first = lab.Nobody();
        using var second = lab.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await first.UseLink(link.Path.Split('#')[1], "first")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await second.UseLink(link.Path.Split('#')[1], "second")).Status);
    }

    [Fact]
    public async Task Owner_is_written_on_runs_and_found_by_the_filter()
    {
        var experiment = await lab.Member.Launch("grace's question");
        Assert.Equal("grace", experiment.Summary.Owner);
        var found = await lab.Viewer.Get<Page<RunSummary>>($"{ApiRoutes.Runs}?filter=owner%20%3D%20grace");
        Assert.Contains(found.Items, run => run.ExperimentId == experiment.Summary.Id);
        Assert.All(found.Items, run => Assert.Equal("grace", run.Owner));
    }

    [Fact]
    public async Task Shutting_an_account_ends_its_session_and_its_open_connection()
    {
        using var person = await lab.Admin.Invite("shut", Role.Member);
        var id = (await person.Get<SessionInfo>(ApiRoutes.Session)).Account!.Id;
        await using var hub = person.Hub();
        var closed = new TaskCompletionSource<bool>();
        hub.Closed += _ =>
        {
            closed.TrySetResult(true);
            return Task.CompletedTask;
        };
        await hub.StartAsync();
        var shut = await lab.Admin.Status(HttpMethod.Patch, $"{ApiRoutes.Accounts}/{id}", new AccountChange(IsDisabled: true));
        Assert.Equal(HttpStatusCode.OK, shut);
        await closed.Task.Within(Patience, () => "the end of the connection");
        Assert.Equal(HttpStatusCode.Unauthorized, await person.Status(HttpMethod.Get, ApiRoutes.Runs));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.LogIn("shut")).Status);
    }

    [Fact]
    public async Task The_only_administrator_stays_one()
    {
        var me = (await lab.Admin.Get<SessionInfo>(ApiRoutes.Session)).Account!;
        Assert.Equal(
            HttpStatusCode.Conflict,
            await lab.Admin.Status(HttpMethod.Patch, $"{ApiRoutes.Accounts}/{me.Id}", new AccountChange(Role.Viewer))
        );
    }

    [Fact]
    public async Task Another_password_ends_the_other_sessions()
    {
        using var here = await lab.Admin.Invite("twice", Role.Viewer);
        using var there = lab.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await there.LogIn("twice")).Status);
        Assert.Equal(
            HttpStatusCode.NoContent,
            await here.Status(
                HttpMethod.Put,
                ApiRoutes.Session + "/password",
                new PasswordChange(Person.Password, "another long sentence 8")
            )
        );
        Assert.Equal(HttpStatusCode.OK, await here.Status(HttpMethod.Get, ApiRoutes.Runs));
        Assert.Equal(HttpStatusCode.Unauthorized, await there.Status(HttpMethod.Get, ApiRoutes.Runs));
    }

    [Fact]
    public async Task Tokens_end_with_the_password_that_made_them()
    {
        using var person = await lab.Admin.Invite("careful", Role.Member);
        var id = (await person.Get<SessionInfo>(ApiRoutes.Session)).Account!.Id;
        var (_, first) = await person.MakeToken(TokenScope.Read);
        var change = new PasswordChange(Person.Password, "another long sentence 8");
        Assert.Equal(HttpStatusCode.NoContent, await person.Status(HttpMethod.Put, ApiRoutes.Session + "/password", change));
        Assert.Equal(HttpStatusCode.Unauthorized, await first.Status(HttpMethod.Get, ApiRoutes.Runs));
        var (_, second) = await person.MakeToken(TokenScope.Read);
        var link = await lab.Admin.Post<NewLink>($"{ApiRoutes.Accounts}/{id}/reset", "");
        using var again = lab.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await again.UseLink(link.Path.Split('#')[1], "ignored")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await second.Status(HttpMethod.Get, ApiRoutes.Runs));
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Tokens_make_nothing_that_outlasts_them()
    {
        var (_, script) = await lab.Admin.MakeToken(TokenScope.Admin);
        using var _ = script;
        var me = (await lab.Admin.Get<SessionInfo>(ApiRoutes.Session)).Account!;
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await script.Status(HttpMethod.Post, ApiRoutes.Invitations, new InvitationRequest(Role.Admin))
        );
        Assert.Equal(HttpStatusCode.Forbidden, await script.Status(HttpMethod.Post, $"{ApiRoutes.Accounts}/{me.Id}/reset", ""));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await script.Status(HttpMethod.Patch, $"{ApiRoutes.Accounts}/{me.Id}", new AccountChange(Role.Admin))
        );
        Assert.Equal(HttpStatusCode.Forbidden, await script.Status(HttpMethod.Post, ApiRoutes.Notifications + "/read", """{"ids":[]}"""));
        Assert.Equal(HttpStatusCode.OK, await script.Status(HttpMethod.Get, ApiRoutes.Accounts));
    }

    [Fact]
    public async Task Guesses_from_elsewhere_do_not_lock_out_a_browser_that_the_person_uses()
    {
        using var person = await lab.Admin.Invite("keeper", Role.Member);
        using var guesser = lab.Nobody();
        for (var i = 0; i < 6; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.LogIn("keeper", $"a wrong guess {i}")).Status);
        using var stranger = lab.Nobody();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.LogIn("keeper")).Status);
        Assert.Equal(HttpStatusCode.OK, (await person.LogIn("keeper")).Status);
        // Whoever takes the browser has its guesses and a stranger's, and no more.
        for (var i = 0; i < 2 * Passwords.MaxAttempts; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await person.LogIn("keeper", $"a wrong guess {i}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.LogIn("keeper")).Status);
    }

    [Fact]
    public async Task Nobody_locks_out_the_only_administrator_wherever_they_come_from()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux answers at all of 127.0.0.0/8.");
        using var guesser = new Person(lab.Server.Address, from: "127.0.0.3");
        for (var i = 0; i < 2 * Passwords.MaxAttempts + 2; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.LogIn("ada", $"a wrong guess {i}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.LogIn("ada")).Status);
        using var elsewhere = new Person(lab.Server.Address, from: "127.0.0.4");
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.LogIn("ada")).Status);
    }

    [Fact]
    public async Task Of_two_who_join_by_one_name_at_once_the_second_keeps_the_invitation()
    {
        for (var round = 0; round < 5; round++)
        {
            var secrets = new List<string>();
            for (var i = 0; i < 2; i++)
                secrets.Add((await lab.Admin.Post<NewLink>(ApiRoutes.Invitations, new InvitationRequest(Role.Viewer))).Path.Split('#')[1]);
            var people = secrets.Select(secret => (Secret: secret, Person: lab.Nobody())).ToList();
            var name = $"twin {round}";
            var answers = await Task.WhenAll(people.Select(each => each.Person.UseLink(each.Secret, name)));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            var second = people[answers.ToList().FindIndex(answer => answer.Status == HttpStatusCode.Conflict)];
            Assert.Equal(HttpStatusCode.OK, (await second.Person.UseLink(second.Secret, $"other {round}")).Status);
            people.ForEach(each => each.Person.Dispose());
        }
    }

    [Theory]
    [InlineData("gr\u0430ce")]
    [InlineData("GRA\u0421E")]
    [InlineData("\uFF47race")]
    [InlineData("gr ace")]
    public async Task Names_that_look_like_another_persons_are_taken(string name)
    {
        var link = await lab.Admin.Post<NewLink>(ApiRoutes.Invitations, new InvitationRequest(Role.Viewer));
        using var mallory = lab.Nobody();
        var (status, body) = await mallory.UseLink(link.Path.Split('#')[1], name);
        Assert.True(status == HttpStatusCode.Conflict, $"{status} {body}");
        Assert.Equal(HttpStatusCode.OK, (await mallory.UseLink(link.Path.Split('#')[1], $"mallory {name.Length}{(int)name[2]}")).Status);
    }

    [Fact]
    public async Task Reset_link_sets_a_password_and_logs_in()
    {
        using var person = await lab.Admin.Invite("forgets", Role.Viewer);
        var id = (await person.Get<SessionInfo>(ApiRoutes.Session)).Account!.Id;
        var link = await lab.Admin.Post<NewLink>($"{ApiRoutes.Accounts}/{id}/reset", "");
        using var again = lab.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await again.UseLink(link.Path.Split('#')[1], "ignored")).Status);
        Assert.Equal("forgets", (await again.Get<SessionInfo>(ApiRoutes.Session)).Account!.Name);
    }

    [Fact]
    public async Task A_link_to_reset_a_password_ends_with_that_password()
    {
        using var person = await lab.Admin.Invite("remembers", Role.Viewer);
        var id = (await person.Get<SessionInfo>(ApiRoutes.Session)).Account!.Id;
        var link = await lab.Admin.Post<NewLink>($"{ApiRoutes.Accounts}/{id}/reset", "");
        var change = new PasswordChange(Person.Password, "another long sentence 8");
        Assert.Equal(HttpStatusCode.NoContent, await person.Status(HttpMethod.Put, ApiRoutes.Session + "/password", change));
        using var thief = lab.Nobody();
        Assert.Equal(HttpStatusCode.NotFound, (await thief.UseLink(link.Path.Split('#')[1], "ignored")).Status);
    }

    /// <summary>It would go on telling of its owner's runs after the token has ended.</summary>
    [Fact]
    public async Task A_token_makes_no_webhook()
    {
        var (_, script) = await lab.Member.MakeToken(TokenScope.Launch);
        using (script)
        {
            var request = new WebhookRequest("https://example.org/", []);
            Assert.Equal(HttpStatusCode.Forbidden, await script.Status(HttpMethod.Post, ApiRoutes.Webhooks, request));
            var made = await lab.Member.Post<WebhookInfo>(ApiRoutes.Webhooks, request);
            Assert.Equal(HttpStatusCode.NoContent, await script.Status(HttpMethod.Delete, $"{ApiRoutes.Webhooks}/{made.Id}"));
        }
    }

    [Fact]
    public async Task Audit_trail_has_log_ins_refused_ones_and_used_links()
    {
        using var person = await lab.Admin.Invite("watched", Role.Viewer);
        using var guesser = lab.Nobody();
        await guesser.LogIn("watched", "a wrong guess");
        await guesser.LogIn("watched");
        var lines = (await lab.Admin.Get<Page<AuditEntry>>($"{ApiRoutes.Audit}?search=watched"))
            .Items.Select(entry => (entry.What, entry.Status))
            .ToList();
        Assert.Equal([("log in", 200), ("log in", 401), ("use one-time link", 200)], lines);
    }

    [Fact]
    public async Task Owner_is_told_who_cancelled_a_run_of_theirs_once_for_an_experiment()
    {
        var request = new ExperimentRequest { Name = "taken away", Runs = [new("a", Specs.Endless), new("b", Specs.Endless)] };
        var experiment = await lab.Other.Post<Experiment>(ApiRoutes.Experiments, request);
        var own = (await lab.Other.Launch("given up", spec: Specs.Endless)).Runs[0];
        await lab.Other.Status(HttpMethod.Post, $"{ApiRoutes.Runs}/{own.Id}/cancel");
        foreach (var run in experiment.Runs)
            await lab.Admin.Status(HttpMethod.Post, $"{ApiRoutes.Runs}/{run.Id}/cancel");
        foreach (var run in experiment.Runs)
        {
            var cancelled = await lab.Other.Until<RunSummary>(
                $"{ApiRoutes.Runs}/{run.Id}",
                seen => seen.Status == RunStatus.Cancelled,
                $"the end of run {run.Name}"
            );
            Assert.Equal(("ada", "Cancelled by ada."), (cancelled.CancelledBy, cancelled.StatusDetail));
        }
        var list = await lab.Other.Until<NotificationList>(
            ApiRoutes.Notifications,
            all => all.Items.Any(item => item.ExperimentId == experiment.Summary.Id),
            "a notification of the cancel"
        );
        var told = Assert.Single(list.Items, item => item.ExperimentId == experiment.Summary.Id);
        Assert.Equal("ada cancelled runs of this experiment.", told.Text);
        Assert.DoesNotContain(list.Items, item => item.RunId == own.Id);
        Assert.Null((await lab.Other.Get<RunSummary>($"{ApiRoutes.Runs}/{own.Id}")).CancelledBy);
    }

    [Fact]
    public async Task Queued_runs_of_a_shut_account_wait_with_a_sentence_and_others_pass_them()
    {
        using var person = await lab.Admin.Invite("shut with runs", Role.Member);
        var id = (await person.Get<SessionInfo>(ApiRoutes.Session)).Account!.Id;
        var first = (await lab.Admin.Launch("holds the device", spec: Specs.Endless)).Runs[0];
        await lab.Admin.Until<RunSummary>($"{ApiRoutes.Runs}/{first.Id}", run => run.Status == RunStatus.Running, "the first run to train");
        var waiting = (await person.Launch("left in the queue")).Runs[0];
        await lab.Admin.Status(HttpMethod.Patch, $"{ApiRoutes.Accounts}/{id}", new AccountChange(IsDisabled: true));
        var later = (await lab.Admin.Launch("behind it")).Runs[0];
        await lab.Admin.Status(HttpMethod.Post, $"{ApiRoutes.Runs}/{first.Id}/cancel");
        await lab.Admin.Until<RunSummary>($"{ApiRoutes.Runs}/{later.Id}", run => run.Status == RunStatus.Completed, "the later run's end");
        var entry = Assert.Single((await lab.Admin.Get<Page<QueueEntry>>(ApiRoutes.Queue)).Items, entry => entry.RunId == waiting.Id);
        Assert.Equal("The account of whoever launched it is shut.", entry.Waiting);
        await lab.Admin.Status(HttpMethod.Post, $"{ApiRoutes.Runs}/{waiting.Id}/cancel");
    }

    [Fact]
    public async Task Audit_trail_says_who_cancelled_which_run_from_where()
    {
        var run = (await lab.Member.Launch("audited", spec: Specs.Endless)).Runs[0];
        await lab.Member.Status(HttpMethod.Post, $"{ApiRoutes.Runs}/{run.Id}/cancel");
        var lines = await lab.Admin.Get<Page<AuditEntry>>($"{ApiRoutes.Audit}?search={run.Id}");
        var line = Assert.Single(lines.Items, entry => entry.What == "cancel run");
        Assert.Equal(("grace", "a run", "127.0.0.1", 200), (line.Who, line.Thing, line.Address, line.Status));
        Assert.Equal(HttpStatusCode.Forbidden, await lab.Member.Status(HttpMethod.Get, ApiRoutes.Audit));
    }
}
