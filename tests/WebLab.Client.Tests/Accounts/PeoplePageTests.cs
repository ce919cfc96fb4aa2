using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Client.Tests.Accounts;

public sealed class PeoplePageTests : PageTest
{
    private static readonly AccountInfo Bo = Account("bo", Role.Member);
    private static readonly AccountInfo Admin = Account("an administrator", Role.Admin);
    private int _changes;

    [Fact]
    public async Task A_role_is_changed_only_when_that_is_confirmed_and_else_the_select_shows_what_is()
    {
        var page = Open(Results.NoContent());
        await Choose(page);
        await Answer(page, "Keep as it is");
        Assert.Equal("Member", Select(page).GetAttribute("value"));
        Assert.Equal(0, _changes);
        await Choose(page);
        await Answer(page, "Make a viewer");
        page.WaitForAssertion(() => Assert.Equal(1, _changes));
    }

    [Fact]
    public async Task A_refused_change_of_a_role_puts_the_select_back()
    {
        var page = Open(Results.Problem("The lab needs an administrator.", statusCode: 409));
        var before = Select(page);
        await Choose(page);
        await Answer(page, "Make a viewer");
        page.WaitForAssertion(() => Assert.Equal("The lab needs an administrator.", page.Find("p.fault[role=alert]").TextContent));
        // Another element, since the browser's own choice stands on the one before.
        page.WaitForAssertion(() => Assert.NotSame(before, Select(page)));
    }

    [Fact]
    public async Task An_account_is_shut_only_when_that_is_confirmed()
    {
        var page = Open(Results.NoContent());
        await Click(page, () => page.FindAll(".row-verbs button").Single(b => b.TextContent.EndsWith("of bo", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.Contains("Shut the account of bo?", page.Markup, StringComparison.Ordinal));
        Assert.Equal(0, _changes);
        await Answer(page, "Shut account");
        page.WaitForAssertion(() => Assert.Equal(1, _changes));
    }

    [Fact]
    public async Task An_invitation_to_this_machine_alone_says_that_nobody_else_can_open_it()
    {
        var page = Open(Results.NoContent());
        var link = new LinkInfo(Guid.NewGuid(), LinkKind.Invitation, Role.Member, "", DateTimeOffset.MaxValue);
        Lab.Answer($"POST {ApiRoutes.Invitations}", new NewLink(link, "/join#secret"));
        await page.InvokeAsync(() => page.Find(".invite form").Submit());
        Assert.Contains("nobody else can open it", page.WaitForElement("[data-loopback]").TextContent, StringComparison.Ordinal);
        Assert.Contains("http://localhost/join#secret", page.Find(".secret code").TextContent, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Select(IRenderedComponent<IComponent> page) => page.Find("select[aria-label='Role of bo']");

    private static Task Choose(IRenderedComponent<IComponent> page) =>
        page.InvokeAsync(() =>
        {
            _ = Select(page).ChangeAsync(new() { Value = "Viewer" });
        });

    private static async Task Answer(IRenderedComponent<IComponent> page, string words)
    {
        page.WaitForState(() => page.FindAll("dialog.question button").Any(button => button.TextContent.Trim() == words));
        await Click(page, () => page.FindAll("dialog.question button").First(button => button.TextContent.Trim() == words));
        page.WaitForState(() => page.FindAll("dialog.question").Count == 0);
    }

    private IRenderedComponent<IComponent> Open(IResult answer)
    {
        Services.GetRequiredService<LabSession>().Set(new(IsSingleUser: false, IsSetUp: true, Admin));
        Lab.Answer($"GET {ApiRoutes.Accounts}", new[] { Admin, Bo });
        Lab.Answer($"GET {ApiRoutes.Invitations}", Array.Empty<LinkInfo>());
        Lab.Answer($"PATCH {ApiRoutes.Accounts}/{Bo.Id}", _ =>
        {
            _changes++;
            return Task.FromResult(answer);
        });
        var page = Render(builder =>
        {
            builder.OpenComponent<QuestionDialog>(1);
            builder.CloseComponent();
            builder.OpenComponent<PeoplePage>(2);
            builder.CloseComponent();
        });
        page.WaitForElement("tbody tr");
        return page;
    }

    private static AccountInfo Account(string name, Role role) =>
        new()
        {
            Id = Guid.NewGuid(),
            Name = name,
            Role = role,
            CreatedAt = default,
        };
}
