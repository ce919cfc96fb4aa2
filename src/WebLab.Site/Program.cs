using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using WebLab.Client;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Layout;
using WebLab.Client.Runs;
using WebLab.Science.Catalogue;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");
builder.Services.AddPages(new Uri(builder.HostEnvironment.BaseAddress));

var host = builder.Build();

// All at once: a visit waits for the longest way to the server and back, not for the sum of them.
await Task.WhenAll(
    host.Services.GetRequiredService<RunColours>().Load(),
    host.Services.GetRequiredService<LabSession>().Load(),
    FetchPage(host.Services),
    ReadCatalogue(host.Services.GetRequiredService<LabApiClient>())
);
await host.RunAsync();

// A link straight to a page of the late library.
static Task FetchPage(IServiceProvider services)
{
    var navigation = services.GetRequiredService<NavigationManager>();
    return services.GetRequiredService<LatePages>().Fetch(navigation.ToBaseRelativePath(navigation.Uri));
}

static async Task ReadCatalogue(LabApiClient api)
{
    try
    {
        LabCatalogue.Use(await api.Catalogue());
    }
    catch (ApiException)
    {
        // The pages tell that the server does not answer.
    }
}
