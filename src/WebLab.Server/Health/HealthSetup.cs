using Microsoft.Extensions.Diagnostics.HealthChecks;
using WebLab.Contracts;

namespace WebLab.Server.Health;

/// <summary>For whatever watches the server: whether its process answers, and whether it can take and train a run.</summary>
public static class HealthSetup
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseHealth>();
        builder
            .Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<DiskHealth>("disk")
            .AddCheck<WorkerHealth>("worker");
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(ApiRoutes.HealthLive, new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(ApiRoutes.HealthReady, new() { ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.Select(entry => new
                {
                    name = entry.Key,
                    status = entry.Value.Status.ToString(),
                    detail = entry.Value.Description,
                }),
            }
        );
}
