using System.Security.Claims;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Accounts;

/// <summary>Who sent a request or holds a hub connection. In single-user mode that is nobody in particular, who may do
/// everything.</summary>
/// <param name="Id">The account; empty for none.</param>
/// <param name="Name">The name that others see; empty for none.</param>
/// <param name="Role">What they may do: with a token, no more than its scope.</param>
/// <param name="SessionId">The session they came with; empty for none.</param>
/// <param name="TokenId">The token they came with; empty for none.</param>
public sealed record Caller(Guid Id, string Name, Role Role, Guid SessionId = default, Guid TokenId = default)
{
    /// <summary>Everyone in single-user mode.</summary>
    public static Caller Owner { get; } = new(Guid.Empty, "", Role.Admin);

    public static Caller Of(ClaimsPrincipal user) =>
        new(
            Claim(user, ClaimTypes.NameIdentifier),
            user.FindFirstValue(ClaimTypes.Name) ?? "",
            Names<Role>.TryParse(user.FindFirstValue(ClaimTypes.Role) ?? "", out var role) ? role : Role.Viewer,
            Claim(user, Policies.SessionClaim),
            Claim(user, Policies.TokenClaim)
        );

    /// <summary>Lets an endpoint take the caller as a parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, Id.ToString()), new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Names<Role>.Of(Role))],
            scheme
        );
        if (SessionId != Guid.Empty)
            identity.AddClaim(new(Policies.SessionClaim, SessionId.ToString()));
        if (TokenId != Guid.Empty)
            identity.AddClaim(new(Policies.TokenClaim, TokenId.ToString()));
        return new(identity);
    }

    public bool MaySee(RunSummary run) => !run.IsPrivate || Owns(run.OwnerId);

    public bool MaySee(ExperimentSummary experiment) => !experiment.IsPrivate || Owns(experiment.OwnerId);

    public bool MayChange(RunSummary run) => Role > Role.Viewer && Owns(run.OwnerId);

    public bool MayChange(ExperimentSummary experiment) => Role > Role.Viewer && Owns(experiment.OwnerId);

    private bool Owns(Guid ownerId) => Role == Role.Admin || (Id != Guid.Empty && ownerId == Id);

    private static Guid Claim(ClaimsPrincipal user, string claim) =>
        Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : Guid.Empty;
}
