using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using WebLab.Server.Accounts.Links;
using WebLab.Server.Accounts.Sessions;
using WebLab.Server.Accounts.SignOn;
using WebLab.Server.Accounts.Tokens;

namespace WebLab.Server.Accounts;

public static class AccountSetup
{
    /// <summary>The scheme that looks at what a request brings and hands it to the one that understands it.</summary>
    private const string Lab = "Lab";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var isSingleUser = builder.Configuration.GetValue<bool>("Accounts:SingleUser");
        builder.Services.AddOptions<AccountOptions>().BindConfiguration("Accounts");
        builder.Services.AddSingleton<AccountStore>();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<TokenStore>();
        builder.Services.AddSingleton<LinkStore>();
        builder.Services.AddSingleton<SetUpLink>();
        builder.Services.AddSingleton<KnownBrowsers>();
        builder.Services.AddSingleton<LogIn>();
        var schemes = builder
            .Services.AddAuthentication(Lab)
            .AddPolicyScheme(
                Lab,
                null,
                options =>
                    options.ForwardDefaultSelector = context =>
                        isSingleUser ? SingleUser.Scheme
                        : context.Request.Headers.ContainsKey("Authorization") ? TokenAuthentication.Scheme
                        : CookieAuthenticationDefaults.AuthenticationScheme
            )
            .AddCookie(SessionCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, SingleUser>(SingleUser.Scheme, null);
        if (!isSingleUser)
            builder.AddSignOn(schemes);
        Policies.Add(builder.Services.AddAuthorizationBuilder());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalSentence>();
    }

    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
    }

    public static void MapAccounts(this WebApplication app)
    {
        app.MapSessions();
        var accounts = app.MapGroup("").AddEndpointFilter<AccountsFilter>();
        accounts.MapLinks();
        accounts.MapPeople();
        accounts.MapTokens();
    }
}
