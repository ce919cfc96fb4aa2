using System.Security.Claims;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts;

/// <summary>Who sent a request or holds a hub connection. In single-user mode that is nobody, who may do everything.</summary>
/// <param name="Id">The account; empty for none.</param>
/// <param name="Name">The name that others see; empty for none.</param>
/// <param name="Role">What they may do.</param>
public sealed record Caller(Guid Id, string Name, Role Role)
{
    public static Caller Of(ClaimsPrincipal user) => new(
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty,
        user.FindFirstValue(ClaimTypes.Name) ?? "",
        Names<Role>.TryParse(user.FindFirstValue(ClaimTypes.Role) ?? "", out var role) ? role : Role.Viewer);

    /// <summary>Lets an endpoint take the caller as a parameter.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));
}
