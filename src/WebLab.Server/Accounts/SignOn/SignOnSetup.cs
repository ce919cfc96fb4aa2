using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace WebLab.Server.Accounts.SignOn;

internal static class SignOnSetup
{
    public const string Scheme = OpenIdConnectDefaults.AuthenticationScheme;

    public static void AddSignOn(this WebApplicationBuilder builder, AuthenticationBuilder schemes)
    {
        builder.Services.AddOptions<SignOnOptions>().BindConfiguration("SignOn").ValidateDataAnnotations().ValidateOnStart();
        if (string.IsNullOrEmpty(builder.Configuration["SignOn:Authority"]))
            return;
        builder.Services.AddSingleton<SignOnLogIn>();
        schemes.AddOpenIdConnect(Scheme, _ => { });
        builder
            .Services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<SignOnOptions>>((options, signOn) => Configure(options, signOn.Value));
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
        // Any page could send a browser there and so log its person out; sessions end here, not at the provider's word.
        options.RemoteSignOutPath = PathString.Empty;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.Scope.Add("email");
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
        options.Events.OnTokenValidated = context =>
        {
            // The framework takes an unsigned token that comes straight from the provider; it does not here.
            if (context.SecurityToken.RawSignature.Length == 0)
                context.Fail("The token is not signed.");
            return Task.CompletedTask;
        };
        // Not before: the nonce is checked after the token, and until then nobody is to get an account or a session.
        options.Events.OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<SignOnLogIn>().Begin(context);
        options.Events.OnRemoteFailure = context =>
        {
            // The page says it; what exactly went wrong is for the log.
            context
                .HttpContext.RequestServices.GetRequiredService<ILoggerFactory>()
                .CreateLogger(typeof(SignOnSetup))
                .LogWarning(context.Failure, "Single sign-on failed.");
            context.Response.Redirect("/?sign-on=failed");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}
