using Microsoft.AspNetCore.Authorization;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts;

/// <summary>What an endpoint asks of its caller. Every endpoint names one of these, is open to anyone, or is the workers'.</summary>
public static class Policies
{
    /// <summary>Any role: for what changes nothing.</summary>
    public const string Read = "read";

    /// <summary>Members and administrators.</summary>
    public const string Launch = "launch";

    /// <summary>Administrators.</summary>
    public const string Admin = "admin";

    /// <summary>A person who logged in themselves, of any role, and no token: for what is about the person's own account.</summary>
    public const string Person = "person";

    /// <summary>An administrator who logged in themselves, and no token: for what would outlast the token, such as another
    /// administrator.</summary>
    public const string AdminPerson = "admin-person";

    /// <summary>A member or administrator who logged in themselves, and no token: for what goes on when the token has ended.</summary>
    public const string LaunchPerson = "launch-person";

    /// <summary>The claim that names the token or the session that the caller came with.</summary>
    public const string TokenClaim = "token",
        SessionClaim = "session";

    public static void Add(AuthorizationBuilder policies) =>
        policies
            .AddPolicy(Read, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Launch, policy => policy.RequireRole(Names<Role>.Of(Role.Member), Names<Role>.Of(Role.Admin)))
            .AddPolicy(LaunchPerson, policy => NoToken(policy.RequireRole(Names<Role>.Of(Role.Member), Names<Role>.Of(Role.Admin))))
            .AddPolicy(Admin, policy => policy.RequireRole(Names<Role>.Of(Role.Admin)))
            .AddPolicy(Person, policy => NoToken(policy.RequireAuthenticatedUser()))
            .AddPolicy(AdminPerson, policy => NoToken(policy.RequireRole(Names<Role>.Of(Role.Admin))))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

    private static void NoToken(AuthorizationPolicyBuilder policy) =>
        policy.RequireAssertion(context => !context.User.HasClaim(claim => claim.Type == TokenClaim));
}
