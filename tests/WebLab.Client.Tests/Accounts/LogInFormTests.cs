using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Client.Tests.Accounts;

public sealed class LogInFormTests : PageTest
{
    private LabSession Session => Services.GetRequiredService<LabSession>();

    private BunitNavigationManager Navigation => (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();

    /// <summary>The catalogue, which is read once in a page's life, was not asked for again, and every form stayed empty.</summary>
    [Fact]
    public async Task A_page_whose_beginning_did_not_come_is_loaded_anew_once_the_server_answers()
    {
        var isUp = false;
        Lab.Answer(
            $"GET {ApiRoutes.Session}",
            _ => Task.FromResult(isUp ? SmallLab.Json(new SessionInfo(IsSingleUser: true, IsSetUp: true)) : Results.StatusCode(502))
        );
        await Session.Load();
        var form = Render<LogInForm>();
        await Click(form, "button");
        form.WaitForAssertion(() => Assert.NotEmpty(form.Find("[role=alert]").TextContent));
        Assert.Empty(Navigation.History);
        isUp = true;
        await Click(form, "button");
        form.WaitForAssertion(() => Assert.True(Assert.Single(Navigation.History).Options.ForceLoad));
    }

    [Fact]
    public async Task Nobody_is_in_without_what_the_pages_need()
    {
        Lab.Answer($"GET {ApiRoutes.Session}", new SessionInfo(IsSingleUser: true, IsSetUp: true));
        await Session.Load(isKnownFirst: false);
        Assert.True(Session.IsIn);
        Session.Bar("WebLab does not answer.");
        Assert.False(Session.IsIn);
        Assert.Equal("WebLab does not answer.", Render<LogInForm>().Find("[role=alert]").TextContent);
    }
}
