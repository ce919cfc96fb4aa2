using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Audit;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Audit;

public static class AuditApi
{
    private const int MaxSearch = 200;

    public static void MapAudit(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Audit).WithTags("Audit").RequireAuthorization(Policies.Admin);
        group.MapGet("/", List).WithSummary("A page of the audit trail, newest first.").ProducesProblem(400);
        group
            .MapGet(
                "/csv",
                (AuditLog log) => TypedResults.Stream(body => Csv.Write(body, Lines(log)), Csv.ContentType, "weblab-audit.csv")
            )
            .WithSummary("The whole trail as CSV, newest first.");
        group
            .MapGet(
                "/json",
                (AuditLog log) =>
                    TypedResults.Stream(
                        body => JsonSerializer.SerializeAsync(body, log.Newest(null), LabJson.Options),
                        "application/json",
                        "weblab-audit.json"
                    )
            )
            .WithSummary("The whole trail as JSON, newest first.");
    }

    private static IEnumerable<string> Lines(AuditLog log) =>
        log.Newest(null)
            .Select(entry =>
                Csv.Line(
                    entry.Number,
                    entry.At.ToString("O"),
                    entry.Who,
                    entry.Token,
                    entry.Address,
                    entry.What,
                    entry.Thing,
                    entry.ThingId,
                    entry.Detail,
                    entry.Status
                )
            )
            .Prepend(Csv.Line("number", "time", "who", "token", "address", "what", "thing", "id", "detail", "status"));

    private static Results<Ok<Page<AuditEntry>>, ProblemHttpResult> List(AuditLog log, int skip = 0, int take = 100, string? search = null)
    {
        if (Paging.Problem(skip, take) is { } problem)
            return problem;
        if (search?.Length > MaxSearch)
            return Problem.Of(400, $"search must have at most {MaxSearch} characters; it had {search.Length}.");
        var items = new List<AuditEntry>();
        var total = 0;
        foreach (var entry in log.Newest(search))
        {
            if (total++ >= skip && items.Count < take)
                items.Add(entry);
        }
        return TypedResults.Ok(new Page<AuditEntry>(items, total));
    }
}
