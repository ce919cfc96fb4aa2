using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using MudBlazor;
using MudBlazor.Services;
using WebLab.Client;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Charts;
using WebLab.Client.Experiments;
using WebLab.Client.Figures;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Runs.Verbs;
using WebLab.Science.Catalogue;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");

var origin = new Uri(builder.HostEnvironment.BaseAddress);

// A snackbar names its close button by it.
builder.Services.AddMudLocalization();
builder.Services.AddMudBlazorSnackbar(options =>
{
    options.PositionClass = Defaults.Classes.Position.BottomLeft;
    // Long enough to read it and to reach its Undo.
    options.VisibleStateDuration = 10_000;
});
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new HttpClient { BaseAddress = origin });
builder.Services.AddSingleton<LabApiClient>();
builder.Services.AddSingleton<LabSession>();
builder.Services.AddSingleton<UnsentStore>();
builder.Services.AddSingleton(services => new LiveConnection(origin, services.GetRequiredService<TimeProvider>()));
builder.Services.AddSingleton<ThemeChoice>();
builder.Services.AddSingleton<LatePages>();
builder.Services.AddSingleton<ChartModule>();
builder.Services.AddSingleton<FigureModule>();
builder.Services.AddSingleton<Questions>();
builder.Services.AddScoped<RunVerbs>();
builder.Services.AddScoped<ExperimentVerbs>();
builder.Services.AddSingleton<RunBasket>();
builder.Services.AddSingleton<RunColours>();

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
