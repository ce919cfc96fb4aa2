using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Accounts.Links;
using WebLab.Server.Audit;
using WebLab.Server.Problems;

namespace WebLab.Server.Accounts;

public static class PeopleApi
{
    private static readonly TimeSpan ResetLife = TimeSpan.FromDays(2);

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(ApiRoutes.Accounts).WithTags("Accounts").RequireAuthorization(Policies.Admin);
        group
            .MapGet(
                "/",
                (AccountStore accounts) =>
                    TypedResults.Ok<IReadOnlyList<AccountInfo>>([.. accounts.All().Select(account => account.ToInfo())])
            )
            .WithSummary("Everyone with an account.");
        group
            .MapPatch("/{id:guid}", Change)
            .RequireAuthorization(Policies.AdminPerson)
            .WithSummary("Changes a person's role, or shuts or opens the account; open sessions and connections follow at once.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        group
            .MapPost("/{id:guid}/reset", Reset)
            .RequireAuthorization(Policies.AdminPerson)
            .WithSummary("Makes a one-time link to choose a new password; good for two days.")
            .ProducesProblem(404);
    }

    private static async Task<Results<Ok<AccountInfo>, ProblemHttpResult>> Change(
        Guid id,
        AccountChange change,
        AccountStore accounts,
        AuditNote note
    )
    {
        if (accounts.Find(id) is not { } account)
            return Problem.NotFound("account", id);
        note.About(
            id,
            account.Name,
            (
                (change.Role is { } role ? $"role {Names<Role>.Of(account.Role)} to {Names<Role>.Of(role)}" : "")
                + change.IsDisabled switch
                {
                    true => " shut",
                    false => " opened",
                    null => "",
                }
            ).Trim()
        );
        var changed = await accounts.Change(
            id,
            stored => stored with { Role = change.Role ?? stored.Role, IsDisabled = change.IsDisabled ?? stored.IsDisabled }
        );
        return changed is null
            ? Problem.Of(409, $"{account.Name} is the only administrator and must stay one; give another person the role first.")
            : TypedResults.Ok(changed.ToInfo());
    }

    private static async Task<Results<Ok<NewLink>, ProblemHttpResult>> Reset(
        Guid id,
        AccountStore accounts,
        LinkStore links,
        AuditNote note
    )
    {
        if (accounts.Find(id) is not { } account)
            return Problem.NotFound("account", id);
        note.About(id, account.Name);
        return TypedResults.Ok(await links.CreateReset(account, ResetLife));
    }
}
