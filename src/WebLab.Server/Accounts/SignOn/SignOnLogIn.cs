using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Audit;

namespace WebLab.Server.Accounts.SignOn;

/// <summary>Begins a session for a person whom the provider has sent back and whose token was found good in every part.</summary>
internal sealed class SignOnLogIn(
    IOptions<SignOnOptions> options,
    AccountStore accounts,
    SessionStore sessions,
    AuditLog audit,
    TimeProvider time
)
{
    public async Task Begin(TicketReceivedContext context)
    {
        var account = await SignOnPerson.Find(context.Principal!, accounts, options.Value.Role, time.GetUtcNow());
        await audit.Add(
            new()
            {
                Number = 0,
                At = time.GetUtcNow(),
                AccountId = account.Id,
                Who = account.Name,
                Token = "",
                Address = context.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "",
                What = "log in",
                ThingId = "",
                Thing = "",
                Detail = "single sign-on",
                Status = account.IsDisabled ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK,
            }
        );
        var session = account.IsDisabled ? null : await sessions.Begin(account);
        if (session is null)
        {
            context.Response.Redirect("/?sign-on=shut");
            context.HandleResponse();
            return;
        }
        context.Principal = new Caller(account.Id, account.Name, account.Role, session.Id).ToPrincipal(
            CookieAuthenticationDefaults.AuthenticationScheme
        );
        context.Properties!.IsPersistent = true;
        context.Properties.ExpiresUtc = session.ExpiresAt;
    }
}
