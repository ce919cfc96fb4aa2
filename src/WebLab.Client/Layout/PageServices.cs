using MudBlazor;
using MudBlazor.Services;
using WebLab.Client.Accounts;
using WebLab.Client.Api;
using WebLab.Client.Charts;
using WebLab.Client.Experiments;
using WebLab.Client.Figures;
using WebLab.Client.Live;
using WebLab.Client.Runs;
using WebLab.Client.Runs.Verbs;

namespace WebLab.Client.Layout;

/// <summary>What the pages ask for.</summary>
public static class PageServices
{
    /// <param name="services">Where they are added.</param>
    /// <param name="origin">The server.</param>
    public static void AddPages(this IServiceCollection services, Uri origin)
    {
        // A snackbar names its close button by it.
        services.AddMudLocalization();
        services.AddMudBlazorSnackbar(options =>
        {
            options.PositionClass = Defaults.Classes.Position.BottomLeft;
            // Long enough to read it and to reach its Undo.
            options.VisibleStateDuration = 10_000;
        });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new HttpClient { BaseAddress = origin });
        services.AddSingleton<LabApiClient>();
        services.AddSingleton<LabSession>();
        services.AddSingleton<UnsentStore>();
        services.AddSingleton(own => new LiveConnection(origin, own.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ThemeChoice>();
        services.AddSingleton<LatePages>();
        services.AddSingleton<ChartModule>();
        services.AddSingleton<FigureModule>();
        services.AddSingleton<FirstLook>();
        services.AddSingleton<Questions>();
        services.AddScoped<RunVerbs>();
        services.AddScoped<ExperimentVerbs>();
        services.AddSingleton<RunBasket>();
        services.AddSingleton<RunColours>();
    }
}
