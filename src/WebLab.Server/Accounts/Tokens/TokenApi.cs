using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Audit;
using WebLab.Server.Problems;

namespace WebLab.Server.Accounts.Tokens;

public static class TokenApi
{
    private const int MaxTokens = 50;

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(ApiRoutes.Tokens).WithTags("Accounts").RequireAuthorization(Policies.Person);
        group
            .MapGet(
                "/",
                (Caller caller, TokenStore tokens) =>
                    TypedResults.Ok<IReadOnlyList<TokenInfo>>([.. tokens.Of(caller.Id).Select(token => token.ToInfo())])
            )
            .WithSummary("One's own tokens.");
        group
            .MapPost("/", Create)
            .WithSummary("Makes a token; its secret is in this answer and nowhere else.")
            .ProducesProblem(400)
            .ProducesProblem(409);
        group.MapDelete("/{id:guid}", Revoke).WithSummary("Revokes a token; its open connections close.").ProducesProblem(404);
    }

    private static async Task<Results<Ok<NewToken>, ProblemHttpResult>> Create(
        TokenRequest request,
        Caller caller,
        TokenStore tokens,
        SessionStore sessions,
        AuditNote note
    )
    {
        if ((AccountRules.TokenNameProblem(request.Name) ?? AccountRules.DaysProblem(request.Days)) is { } problem)
            return Problem.Of(400, problem);
        if (await tokens.Create(caller.Id, request, MaxTokens, () => sessions.Find(caller.SessionId) is not null) is not { } created)
            return sessions.Find(caller.SessionId) is null
                ? Problem.Of(401, "Log in first, or send a token.")
                : Problem.Of(409, $"A person has at most {MaxTokens} tokens; revoke one first.");
        note.About(created.Token.Id, request.Name, $"{Names<TokenScope>.Of(request.Scope)}, {request.Days} days");
        return TypedResults.Ok(created);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(Guid id, Caller caller, TokenStore tokens, AuditNote note)
    {
        if (tokens.Find(id) is { } token && token.AccountId == caller.Id)
            note.About(id, token.Name);
        return await tokens.Revoke(id, caller.Id) ? TypedResults.NoContent() : Problem.NotFound("token of yours", id);
    }
}
