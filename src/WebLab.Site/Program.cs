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

var navigation = host.Services.GetRequiredService<NavigationManager>();
var path = navigation.ToBaseRelativePath(navigation.Uri);

var catalogue = ReadCatalogue(host.Services.GetRequiredService<LabApiClient>());
// All at once: a visit waits for the longest way to the server and back, not for the sum of them.
await Task.WhenAll(
    host.Services.GetRequiredService<RunColours>().Load(),
    host.Services.GetRequiredService<LabSession>().Load(isKnownFirst: !LatePages.IsFirst(path)),
    // A link straight to a page of the late library.
    host.Services.GetRequiredService<LatePages>().Fetch(path),
    catalogue
);
if (await catalogue is { } fault)
    host.Services.GetRequiredService<LabSession>().Bar(fault);
await host.RunAsync();

static async Task<string?> ReadCatalogue(LabApiClient api)
{
    try
    {
        LabCatalogue.Use(await api.UnreadCatalogue());
        return null;
    }
    catch (ApiException fault)
    {
        return fault.Message;
    }
}
