using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;
using WebLab.Server.Site;

namespace WebLab.Server.Security;

public static class RateLimits
{
    public const string LogIn = "log-in",
        Launch = "launch";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = 429;
            options.OnRejected = async (rejected, _) =>
            {
                var seconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                    ? (int)Math.Ceiling(wait.TotalSeconds)
                    : 60;
                rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await Problem.Of(429, $"Too many requests; try again in {seconds} s.").ExecuteAsync(rejected.HttpContext);
            };
            // Whatever is no file of the pages, also what is asked for by an address that nothing answers to.
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.GetEndpoint()?.Metadata.GetMetadata<SiteFile>() is null
                    ? Of(context, Key(context), limits => limits.RequestsAMinute)
                    : RateLimitPartition.GetNoLimiter("")
            );
            options.AddPolicy(LogIn, context => Of(context, ClientAddress.Of(context), limits => limits.LogInsAMinute));
            options.AddPolicy(Launch, context => Of(context, Key(context), limits => limits.LaunchesAMinute));
        });
    }

    private static RateLimitPartition<string> Of(HttpContext context, string key, Func<RateLimitOptions, int> count)
    {
        var services = context.RequestServices;
        return services.GetRequiredService<IOptions<AccountOptions>>().Value.SingleUser
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetFixedWindowLimiter(
                key,
                _ => new() { PermitLimit = count(services.GetRequiredService<IOptions<RateLimitOptions>>().Value), Window = Minute }
            );
    }

    /// <summary>The person, whichever token or browser they use; else the address.</summary>
    private static string Key(HttpContext context) =>
        Caller.Of(context.User) is { Id: var id } && id != Guid.Empty ? id.ToString() : ClientAddress.Of(context);
}
