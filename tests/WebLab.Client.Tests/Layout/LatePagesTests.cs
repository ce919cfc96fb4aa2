using System.Reflection;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.WebAssembly.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Layout;
using WebLab.Client.Tests.Hosting;
using WebLab.Client.Theory;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Client.Tests.Layout;

public sealed class LatePagesTests : PageTest
{
    public static TheoryData<string> Early => [.. Addresses(typeof(App).Assembly)];

    public static TheoryData<string> Late => [.. Addresses(typeof(TheoryPage).Assembly)];

    [Theory]
    [MemberData(nameof(Early))]
    public void A_page_of_the_first_visit_needs_no_library(string address)
    {
        Assert.True(LatePages.IsEarly(address));
        Assert.True(LatePages.IsEarly($"{address}/?filter=a/b#charts/x"));
    }

    [Theory]
    [MemberData(nameof(Late))]
    public void A_page_of_the_library_fetches_it(string address) => Assert.False(LatePages.IsEarly($"{address}?tab=1"));

    [Fact]
    public async Task A_link_to_a_page_of_the_library_opens_it_and_one_to_no_page_says_so()
    {
        var navigation = await Enter("theory");
        var app = Render<App>();
        Assert.Single(app.FindComponents<TheoryPage>());

        await app.InvokeAsync(() => navigation.NavigateTo("no/such/place"));
        app.WaitForAssertion(() => Assert.Equal("There is no such page", app.Find("main h1").TextContent));
    }

    [Fact]
    public async Task A_link_that_the_pointer_was_over_finds_the_library_here()
    {
        var navigation = await Enter("not-found");
        var app = Render<App>();
        var late = Services.GetRequiredService<LatePages>();
        Assert.False(await app.InvokeAsync(() => late.FetchAhead("experiments?filter=a")));
        Assert.True(late.IsMissing("theory"));
        Assert.True(await app.InvokeAsync(() => late.FetchAhead("theory")));
        Assert.False(late.IsMissing("theory"));

        await app.InvokeAsync(() => navigation.NavigateTo("theory"));
        app.WaitForAssertion(() => Assert.Single(app.FindComponents<TheoryPage>()));
    }

    [Fact]
    public async Task A_page_that_is_waited_for_opens_when_the_library_comes_with_a_link_to_another()
    {
        var navigation = (BunitNavigationManager)await Enter("theory");
        var page = Render<NotFoundPage>();
        Assert.Equal("Fetching this page…", page.Find(".waiting").TextContent);
        Assert.False(navigation.History.First().Options.ReplaceHistoryEntry);
        await page.InvokeAsync(() => Services.GetRequiredService<LatePages>().FetchAhead("paper"));
        page.WaitForAssertion(() => Assert.True(navigation.History.First().Options.ReplaceHistoryEntry));
        Assert.EndsWith("/theory", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_says_that_it_comes_while_the_data_sets_do_and_the_library_comes_with_them()
    {
        var datasets = new TaskCompletionSource<IResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Datasets}", _ => datasets.Task);
        var navigation = await Enter("", isKnownFirst: false);
        var app = Render<App>();
        Assert.Empty(app.FindAll(".coming"));
        await app.InvokeAsync(() => navigation.NavigateTo("theory"));
        app.WaitForAssertion(() => Assert.Equal("Fetching this page…", app.Find(".coming").TextContent));
        app.WaitForAssertion(() => Assert.False(Services.GetRequiredService<LatePages>().IsMissing("theory")));
        Assert.NotEmpty(app.FindAll(".coming"));
        datasets.SetResult(SmallLab.Json(Sets));
        app.WaitForAssertion(() => Assert.Single(app.FindComponents<TheoryPage>()));
        app.WaitForAssertion(() => Assert.Empty(app.FindAll(".coming")));
    }

    [Fact]
    public async Task A_link_to_an_answer_of_the_servers_leaves_the_pages_for_it()
    {
        var navigation = (BunitNavigationManager)await Enter("api/runs/x/log");
        Render<NotFoundPage>();
        Assert.True(navigation.History.First().Options.ForceLoad);
    }

    private async Task<NavigationManager> Enter(string address, bool isKnownFirst = true)
    {
        Lab.Answer($"GET {ApiRoutes.Session}", new SessionInfo(IsSingleUser: true, IsSetUp: true));
        JSInterop.SetupModule("./js/theme.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ThemeChoice>();
        Services.AddSingleton<LazyAssemblyLoader>();
        Services.AddSingleton<LatePages>();
        await Services.GetRequiredService<LabSession>().Load(isKnownFirst);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(address);
        return navigation;
    }

    private static IEnumerable<string> Addresses(Assembly pages) =>
        pages
            .GetTypes()
            // It has any address.
            .Where(type => type != typeof(NotFoundPage))
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template.TrimStart('/').Replace("{Id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal));
}
