using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Accounts.SignOn;
using WebLab.Server.Accounts.Tokens;
using WebLab.Server.Audit;
using WebLab.Server.Problems;
using WebLab.Server.Security;

namespace WebLab.Server.Accounts.Links;

public static class LinkApi
{
    private const int MaxInvitations = 200;

    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes
            .MapGroup(ApiRoutes.Links)
            .WithTags("Accounts")
            .AllowAnonymous()
            .RequireRateLimiting(RateLimits.LogIn)
            .WithMetadata(AnonymousBody.Limit);
        links.MapPost("/", Look).WithMetadata(new Unaudited()).WithSummary("What a one-time link is good for.").ProducesProblem(404);
        links
            .MapPost("/use", Use)
            .WithSummary("Makes the account, or sets the password, that a one-time link is for, and logs in.")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409);
        var invitations = routes.MapGroup(ApiRoutes.Invitations).WithTags("Accounts").RequireAuthorization(Policies.Admin);
        invitations
            .MapGet(
                "/",
                (LinkStore store) =>
                    TypedResults.Ok<IReadOnlyList<LinkInfo>>([.. store.Invitations().Select(link => LinkStore.Info(link, null))])
            )
            .WithSummary("The invitations that nobody has used yet.");
        invitations
            .MapPost("/", Invite)
            .RequireAuthorization(Policies.AdminPerson)
            .WithSummary("Makes a one-time link with which a person makes an account.")
            .ProducesProblem(400)
            .ProducesProblem(409);
        invitations
            .MapDelete("/{id:guid}", Withdraw)
            .RequireAuthorization(Policies.AdminPerson)
            .WithSummary("Takes an invitation back.")
            .ProducesProblem(404);
    }

    private static Results<Ok<LinkInfo>, ProblemHttpResult> Look(
        LinkSecret secret,
        LinkStore links,
        SetUpLink setUp,
        AccountStore accounts
    ) =>
        (setUp.Find(secret.Secret) ?? links.Find(secret.Secret)) is { } link
            ? TypedResults.Ok(LinkStore.Info(link, accounts.Find(link.AccountId)))
            : Gone();

    private static async Task<Results<Ok<SessionInfo>, ProblemHttpResult>> Use(
        LinkUse use,
        LinkStore links,
        SetUpLink setUp,
        AccountStore accounts,
        Passwords passwords,
        SessionStore sessions,
        TokenStore tokens,
        LogIn logIn,
        IOptions<SignOnOptions> signOn,
        TimeProvider time,
        HttpContext context,
        AuditNote note
    )
    {
        if ((setUp.Find(use.Secret) ?? links.Find(use.Secret)) is not { } link)
            return Gone();
        var person = accounts.Find(link.AccountId);
        if (link.Kind == LinkKind.Reset && person is null)
            return Gone();
        var name = person?.Name ?? use.Name;
        note.Tried(name);
        if (((person is null ? AccountRules.NameProblem(name) : null) ?? AccountRules.PasswordProblem(use.Password, name)) is { } problem)
            return Problem.Of(400, problem);
        if (person is null && accounts.IsTaken(name))
            return Taken(name);
        var hash = passwords.Hash(use.Password);
        if (person is not null && !await links.Take(link.Id))
            return Gone();
        var now = time.GetUtcNow();
        Account? account = new()
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Role = link.Role,
            CreatedAt = now,
            PasswordHash = hash,
            LastLogInAt = now,
        };
        if (person is not null)
        {
            account = await accounts.Change(person.Id, stored => stored with { PasswordHash = hash, Attempts = 0, LockedUntil = null });
            await sessions.EndOthers(person.Id, Guid.Empty);
            await tokens.RevokeAll(person.Id);
        }
        else
        {
            // In one commit: of two who join by one name at once the second keeps a good invitation.
            var isFirst = link.Kind == LinkKind.SetUp;
            var added = await accounts.Add(account, isFirst, tx => isFirst || links.Take(tx, link.Id));
            if (added != AccountAddition.Done)
                return added == AccountAddition.NameTaken ? Taken(name) : Gone();
        }
        if (account is null or { IsDisabled: true })
            return Problem.Of(409, "The password is set; the account is shut, and only an administrator can open it.");
        note.By(account);
        note.About(account.Id, account.Name, $"{Names<LinkKind>.Of(link.Kind)}, {Names<Role>.Of(account.Role)}");
        if (!await logIn.Begin(context, account))
            return Gone();
        return TypedResults.Ok(new SessionInfo(false, true, account.ToInfo(), signOn.Value.IsOn ? signOn.Value.Title : null));
    }

    private static async Task<Results<Ok<NewLink>, ProblemHttpResult>> Invite(InvitationRequest request, LinkStore links, AuditNote note)
    {
        if (AccountRules.DaysProblem(request.Days) is { } problem)
            return Problem.Of(400, problem);
        if (await links.CreateInvitation(request.Role, TimeSpan.FromDays(request.Days), MaxInvitations) is not { } link)
            return Problem.Of(409, $"There are {MaxInvitations} open invitations; take some back first.");
        note.About(link.Link.Id, "", $"{Names<Role>.Of(request.Role)}, {request.Days} days");
        return TypedResults.Ok(link);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(Guid id, LinkStore links) =>
        links.Invitations().Any(link => link.Id == id) && await links.Take(id)
            ? TypedResults.NoContent()
            : Problem.NotFound("open invitation", id);

    private static ProblemHttpResult Gone() =>
        Problem.Of(404, "The link is not good, or no longer: each works once and for a limited time. Ask an administrator for a new one.");

    private static ProblemHttpResult Taken(string name) =>
        Problem.Of(409, $"There is a person here already whose name is or looks like {name}; choose another name.");
}
