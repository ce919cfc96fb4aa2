using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Audit;

namespace WebLab.Server.Tests.Accounts.SignOn;

/// <summary>Single sign-on as a browser does it, from the button over a provider and back.</summary>
[Trait("Speed", "Slow")]
public sealed class SignOnTests(SignOnLab lab) : IClassFixture<SignOnLab>
{
    private const string Failed = "/?sign-on=failed";

    [Fact]
    public async Task A_person_comes_in_with_the_role_that_is_configured_and_is_the_same_one_the_next_time()
    {
        (lab.Provider.Fault, lab.Provider.Subject, lab.Provider.PersonName) = (ProviderFault.None, "first", "grace");
        using var browser = lab.Browser();
        Assert.Equal("/", await browser.SignOn());
        var account = (await browser.Account())!;
        Assert.Equal(("grace", Role.Member, false), (account.Name, account.Role, account.HasPassword));

        lab.Provider.PersonName = "grace, married";
        using var another = lab.Browser();
        Assert.Equal("/", await another.SignOn());
        Assert.Equal((account.Id, "grace"), ((await another.Account())!.Id, (await another.Account())!.Name));
        var line = (await lab.Admin.Get<Page<AuditEntry>>(ApiRoutes.Audit)).Items.First(entry => entry.AccountId == account.Id);
        Assert.Equal(("log in", "single sign-on"), (line.What, line.Detail));
    }

    [Fact]
    public async Task Nobody_becomes_a_person_whose_name_they_have_at_the_provider()
    {
        (lab.Provider.Fault, lab.Provider.Subject, lab.Provider.PersonName) = (ProviderFault.None, "second", "ADA");
        using var browser = lab.Browser();
        Assert.Equal("/", await browser.SignOn());
        var account = (await browser.Account())!;
        Assert.Equal(("ADA 2", Role.Member), (account.Name, account.Role));
    }

    [Theory]
    [InlineData("/signout-oidc")]
    [InlineData("/signout-oidc?iss=x&sid=y")]
    [InlineData("/SignOut-Oidc")]
    [InlineData("/signout-callback-oidc")]
    public async Task No_address_that_another_site_can_open_logs_a_person_out(string path)
    {
        (lab.Provider.Fault, lab.Provider.Subject, lab.Provider.PersonName) = (ProviderFault.None, "first", "grace");
        using var browser = lab.Browser();
        await browser.SignOn();
        await browser.Visit(path);
        Assert.NotNull(await browser.Account());
        Assert.True(browser.HasSession);
    }

    [Fact]
    public async Task A_shut_account_stays_shut()
    {
        (lab.Provider.Fault, lab.Provider.Subject, lab.Provider.PersonName) = (ProviderFault.None, "third", "alan");
        using var browser = lab.Browser();
        await browser.SignOn();
        var account = (await browser.Account())!;
        Assert.Equal(
            HttpStatusCode.OK,
            await lab.Admin.Status(HttpMethod.Patch, $"{ApiRoutes.Accounts}/{account.Id}", new AccountChange(null, true))
        );
        Assert.Null(await browser.Account());
        using var again = lab.Browser();
        Assert.Equal("/?sign-on=shut", await again.SignOn());
        Assert.Null(await again.Account());
        Assert.False(again.HasSession);
    }

    [Theory]
    [InlineData(ProviderFault.ForeignKey)]
    [InlineData(ProviderFault.UnknownKeyId)]
    [InlineData(ProviderFault.ChangedAfterSigning)]
    [InlineData(ProviderFault.NoSignature)]
    [InlineData(ProviderFault.WrongNonce)]
    [InlineData(ProviderFault.NoNonce)]
    [InlineData(ProviderFault.WrongAudience)]
    [InlineData(ProviderFault.WrongIssuer)]
    [InlineData(ProviderFault.Expired)]
    [InlineData(ProviderFault.NotYetValid)]
    [InlineData(ProviderFault.NoSubject)]
    [InlineData(ProviderFault.NotAToken)]
    public async Task A_token_that_is_not_right_gives_no_session_and_no_account(ProviderFault fault)
    {
        var before = (await lab.People()).Length;
        var served = lab.Provider.Served;
        (lab.Provider.Fault, lab.Provider.Subject, lab.Provider.PersonName) = (fault, $"mallory {fault}", "mallory");
        using var browser = lab.Browser();
        Assert.Equal(Failed, await browser.SignOn());
        Assert.Equal(served + 1, lab.Provider.Served);
        await HasNoSession(browser, before);
    }

    [Fact]
    public async Task An_answer_works_once()
    {
        (lab.Provider.Fault, lab.Provider.Subject, lab.Provider.PersonName) = (ProviderFault.None, "fourth", "kurt");
        using var browser = lab.Browser();
        var answer = await browser.Begin();
        // A thief who has everything that the browser had, its cookies too.
        var stolen = new CookieContainer();
        stolen.Add(browser.Cookies.GetAllCookies());
        Assert.Equal("/", (await browser.Redirect(answer)).PathAndQuery);
        var people = (await lab.People()).Length;
        var refused = lab.Provider.Refused;

        using var thief = new SignOnBrowser(lab.Server.Address, stolen);
        Assert.Equal(Failed, (await thief.Redirect(answer)).PathAndQuery);
        Assert.Equal(refused + 1, lab.Provider.Refused);
        await HasNoSession(thief, people);
        using var other = lab.Browser();
        Assert.Equal(Failed, (await other.Redirect(answer)).PathAndQuery);
        await HasNoSession(other, people);
    }

    [Fact]
    public async Task An_answer_is_good_for_the_browser_and_the_question_that_asked_for_it()
    {
        (lab.Provider.Fault, lab.Provider.Subject, lab.Provider.PersonName) = (ProviderFault.None, "fifth", "mallory");
        var people = (await lab.People()).Length;
        using var attacker = lab.Browser();
        using var victim = lab.Browser();
        var (theirs, own) = (await attacker.Begin(), await victim.Begin());
        var (code, state) = (Query(theirs, "code"), Query(own, "state"));
        foreach (
            var query in new[]
            {
                theirs.Query,
                $"?code={code}&state={state}",
                $"?code={Query(own, "code")}&state={Query(theirs, "state")}",
                $"?code={Query(own, "code")}",
                $"?code={Query(own, "code")}&state=",
                $"?code={Query(own, "code")}&state={state[..^4]}AAAA",
                $"?code={Query(own, "code")}&state={new string('A', 20_000 / 4)}",
                $"?state={state}",
                "?error=access_denied&state=x",
                "?error=server_error&error_description=%3Cscript%3Ealert(1)%3C/script%3E",
                "",
            }
        )
        {
            using var browser = new SignOnBrowser(lab.Server.Address, Copy(victim.Cookies));
            Assert.Equal(Failed, (await browser.Redirect(new(own.GetLeftPart(UriPartial.Path) + query))).PathAndQuery);
            await HasNoSession(browser, people);
        }
    }

    private async Task HasNoSession(SignOnBrowser browser, int people)
    {
        Assert.False(browser.HasSession);
        Assert.Null(await browser.Account());
        Assert.Equal(people, (await lab.People()).Length);
    }

    private static CookieContainer Copy(CookieContainer cookies)
    {
        var copy = new CookieContainer();
        copy.Add(cookies.GetAllCookies());
        return copy;
    }

    private static string Query(Uri address, string name) =>
        address.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).First(pair => pair[0] == name)[1];
}
