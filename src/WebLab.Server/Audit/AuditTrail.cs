using Microsoft.AspNetCore.Authorization;
using WebLab.Contracts.Audit;
using WebLab.Server.Accounts;
using WebLab.Server.Accounts.Tokens;
using WebLab.Server.Experiments;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Audit;

/// <summary>
/// Writes a line for every request that may change something, whichever endpoint it is for: one that is added later is in the trail
/// without doing anything. Left out are reading, what was not understood, and what the rate limits turned away.
/// </summary>
internal sealed class AuditTrail(
    RequestDelegate next,
    AuditLog log,
    RunStore runs,
    ExperimentStore experiments,
    TokenStore tokens,
    TimeProvider time,
    ILogger<AuditTrail> logger
)
{
    public async Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || !IsChange(context.Request.Method, endpoint))
        {
            await next(context);
            return;
        }
        var note = new AuditNote();
        // By its id now: afterwards a deleted thing has no name.
        if (context.Request.RouteValues.TryGetValue("id", out var text) && Guid.TryParse(text as string, out var id))
            note.About(id, runs.Find(id)?.Name ?? experiments.Find(id)?.Name ?? "");
        else if (
            (context.Request.RouteValues.GetValueOrDefault("name") ?? context.Request.RouteValues.GetValueOrDefault("item")) is string named
        )
            note.Says(named);
        context.Features.Set(note);
        try
        {
            await next(context);
        }
        catch (Exception error)
        {
            // It may be half done. Whoever asked hears of this failure, and not of the line's.
            if (IsTold(RequestFailure.StatusOf(error, context)))
                await TryAdd(Entry(context, endpoint, note, RequestFailure.StatusOf(error, context)));
            throw;
        }
        if (IsTold(context.Response.StatusCode))
            await log.Add(Entry(context, endpoint, note, context.Response.StatusCode));
    }

    /// <summary>What was done, what was not allowed, and what failed on the way; not what was never understood.</summary>
    private static bool IsTold(int status) => status is < 400 or 401 or 403 or 409 or RequestFailure.GoneAway or >= 500;

    private async Task TryAdd(AuditEntry entry)
    {
        try
        {
            await log.Add(entry);
        }
        catch (Exception error)
        {
            logger.LogError(
                error,
                "The audit trail has no line of this: {What} by {Who}, status {Status}.",
                entry.What,
                entry.Who,
                entry.Status
            );
        }
    }

    private AuditEntry Entry(HttpContext context, RouteEndpoint endpoint, AuditNote note, int status)
    {
        var caller = Caller.Of(context.User);
        return new()
        {
            Number = 0,
            At = time.GetUtcNow(),
            AccountId = note.Account?.Id ?? caller.Id,
            Who = note.Account?.Name ?? (caller.Name.Length > 0 ? caller.Name : note.Claimed),
            Token = tokens.Find(caller.TokenId)?.Name ?? "",
            Address = context.Connection.RemoteIpAddress?.ToString() ?? "",
            What = AuditVerbs.Of(context.Request.Method, endpoint.RoutePattern.RawText ?? ""),
            ThingId = note.ThingId,
            Thing = note.Thing,
            Detail = note.Detail,
            Status = status,
        };
    }

    /// <summary>Whether it is no reading: asked by another method than GET, and not open to every viewer.</summary>
    private static bool IsChange(string method, RouteEndpoint endpoint) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
        && endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true
        && endpoint.Metadata.GetMetadata<Unaudited>() is null
        && !(
            endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } asked
            && asked.All(data => data.Policy == Policies.Read)
        );
}
