using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using WebLab.Server.Accounts.Sessions;

namespace WebLab.Server.Accounts.SignOn;

internal static class SignOnSetup
{
    public const string Scheme = OpenIdConnectDefaults.AuthenticationScheme;

    public static void AddSignOn(this WebApplicationBuilder builder, AuthenticationBuilder schemes)
    {
        builder.Services.AddOptions<SignOnOptions>().BindConfiguration("SignOn").ValidateDataAnnotations().ValidateOnStart();
        if (string.IsNullOrEmpty(builder.Configuration["SignOn:Authority"]))
            return;
        schemes.AddOpenIdConnect(Scheme, _ => { });
        builder.Services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<SignOnOptions>>((options, signOn) => Configure(options, signOn.Value));
    }

    private static void Configure(OpenIdConnectOptions options, SignOnOptions signOn)
    {
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.Authority = signOn.Authority!.ToString();
        options.RequireHttpsMetadata = signOn.Authority.Scheme == Uri.UriSchemeHttps;
        options.ClientId = signOn.ClientId;
        options.ClientSecret = signOn.ClientSecret.Length > 0 ? signOn.ClientSecret : null;
        // The code comes back in a GET, so that the cookies of the way there can be Lax and work without https on this machine.
        options.ResponseType = "code";
        options.ResponseMode = "query";
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.Scope.Add("email");
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
        options.Events.OnTokenValidated = async context =>
        {
            var services = context.HttpContext.RequestServices;
            var time = services.GetRequiredService<TimeProvider>();
            var account = await SignOnPerson.Find(
                context.Principal!, context.SecurityToken.Issuer, services.GetRequiredService<AccountStore>(), signOn.Role, time.GetUtcNow());
            if (account.IsDisabled)
            {
                context.Fail("The account is shut.");
                return;
            }
            var session = await services.GetRequiredService<SessionStore>().Begin(account.Id);
            context.Principal = new Caller(account.Id, account.Name, account.Role, session.Id).ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme);
            context.Properties!.IsPersistent = true;
            context.Properties.ExpiresUtc = session.ExpiresAt;
        };
        options.Events.OnRemoteFailure = context =>
        {
            // The page says it; what exactly went wrong is for the log.
            context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignOnSetup)).LogWarning(context.Failure, "Single sign-on failed.");
            context.Response.Redirect("/?sign-on=failed");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
