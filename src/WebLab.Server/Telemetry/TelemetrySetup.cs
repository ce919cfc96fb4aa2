using System.Security.Cryptography;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using WebLab.Contracts;
using WebLab.Server.Problems;

namespace WebLab.Server.Telemetry;

/// <summary>
/// Metrics for Prometheus behind a token (<c>Telemetry:MetricsToken</c>), and metrics and traces to a collector by OpenTelemetry's own
/// settings
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its like). Without either nothing is collected.
/// </summary>
public static class TelemetrySetup
{
    /// <summary>The fewest characters of a token: shorter ones are guessed.</summary>
    private const int ShortestToken = 16;
    private const string Bearer = "Bearer ";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<TelemetryOptions>()
            .BindConfiguration("Telemetry")
            .Validate(
                options => options.MetricsToken is null or { Length: >= ShortestToken },
                $"Telemetry:MetricsToken must have at least {ShortestToken} characters."
            )
            .ValidateOnStart();
        var (metrics, collector) = (
            Token(builder.Configuration) is not null,
            builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 }
        );
        if (!metrics && !collector)
            return;
        builder.Services.AddHostedService<RunTelemetry>();
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("weblab"))
            .WithMetrics(meters =>
            {
                meters.AddMeter(
                    LabMeter.Name,
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    "Microsoft.AspNetCore.Http.Connections",
                    "System.Runtime"
                );
                if (metrics)
                    meters.AddPrometheusExporter();
            });
        if (collector)
        {
            telemetry.WithTracing(traces =>
                traces
                    .AddSource(LabMeter.Name)
                    .AddAspNetCoreInstrumentation(requests =>
                        // Pages' addresses may hold the secret of a link; the API's do not.
                        requests.Filter = context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                    )
            );
            telemetry.UseOtlpExporter();
        }
    }

    public static void MapTelemetry(this WebApplication app)
    {
        var token = Token(app.Configuration);
        if (token is null)
        {
            app.MapGet(ApiRoutes.Metrics, () => Problem.Of(404, "The metrics are closed: Telemetry:MetricsToken opens them."))
                .AllowAnonymous()
                .ExcludeFromDescription();
            return;
        }
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(ApiRoutes.Metrics, StringComparison.OrdinalIgnoreCase),
            branch =>
                branch.Use(
                    async (context, next) =>
                    {
                        if (IsRight(context.Request.Headers.Authorization.ToString(), token))
                        {
                            await next(context);
                            return;
                        }
                        context.Response.Headers.WWWAuthenticate = "Bearer";
                        await Problem
                            .Of(401, "The metrics need the token of Telemetry:MetricsToken as a bearer token.")
                            .ExecuteAsync(context);
                    }
                )
        );
        app.MapPrometheusScrapingEndpoint(ApiRoutes.Metrics).AllowAnonymous();
    }

    private static bool IsRight(string header, string token) =>
        header.StartsWith(Bearer, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(header[Bearer.Length..])),
            SHA256.HashData(Encoding.UTF8.GetBytes(token))
        );

    private static string? Token(IConfiguration configuration) =>
        configuration["Telemetry:MetricsToken"] is { Length: > 0 } token ? token : null;
}
