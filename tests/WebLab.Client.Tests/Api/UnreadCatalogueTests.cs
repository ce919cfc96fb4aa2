using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Api;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;

namespace WebLab.Client.Tests.Api;

/// <summary>The catalogue comes before a page is shown, and is read when a page asks for it.</summary>
public sealed class UnreadCatalogueTests : PageTest
{
    private Task<Func<CatalogueInfo?>> Ask() => Services.GetRequiredService<LabApiClient>().UnreadCatalogue();

    [Fact]
    public async Task It_is_read_from_what_was_sent()
    {
        Lab.Answer($"GET {ApiRoutes.Catalogue}", new CatalogueInfo { Corruptions = [], Networks = [] });
        Assert.Empty((await Ask())()!.Networks);
    }

    [Fact]
    public async Task What_is_no_catalogue_is_none()
    {
        Lab.Answer($"GET {ApiRoutes.Catalogue}", "a proxy's page");
        Assert.Null((await Ask())());
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_when_it_is_asked() => await Assert.ThrowsAsync<ApiException>(Ask);
}
