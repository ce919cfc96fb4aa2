using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WebLab.Server.Tests.Accounts.SignOn;

/// <summary>A small OpenID Connect provider on a loopback port: code with PKCE, tokens signed with RSA. It asks nobody anything and always
/// sends the same person.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "weblab-under-test",
        ClientSecret = "a secret of the provider's";

    private readonly RSA _key = RSA.Create(2048),
        _foreignKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string RedirectUri)> _codes = new();
    private readonly WebApplication _app;
    private int _served,
        _refused;

    private IdentityProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/.well-known/openid-configuration", Discovery);
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", Token);
    }

    public Uri Address { get; private set; } = null!;

    public ProviderFault Fault { get; set; }

    public string Subject { get; set; } = "person-1";

    public string PersonName { get; set; } = "emmy";

    /// <summary>How many codes were exchanged for a token.</summary>
    public int Served => _served;

    /// <summary>How many exchanges were refused: an unknown or used code, or another verifier than the one that began.</summary>
    public int Refused => _refused;

    private string Issuer => Address.GetLeftPart(UriPartial.Authority);

    public static async Task<IdentityProvider> Start()
    {
        var provider = new IdentityProvider();
        await provider._app.StartAsync();
        provider.Address = new(
            provider._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        );
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _foreignKey.Dispose();
    }

    private IResult Discovery() =>
        Results.Json(
            new Dictionary<string, object>
            {
                ["issuer"] = Issuer,
                ["authorization_endpoint"] = $"{Issuer}/authorize",
                ["token_endpoint"] = $"{Issuer}/token",
                ["jwks_uri"] = $"{Issuer}/keys",
                ["response_types_supported"] = new[] { "code" },
                ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            }
        );

    private IResult Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        var one = new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = "k1",
            n = Base64Url.EncodeToString(key.Modulus),
            e = Base64Url.EncodeToString(key.Exponent),
        };
        return Results.Json(new { keys = new[] { one } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (
            query["client_id"] != ClientId
            || query["response_type"] != "code"
            || query["code_challenge_method"] != "S256"
            || query["nonce"].Count == 0
        )
            return Results.BadRequest("The provider takes code with PKCE (S256) and a nonce alone.");
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _codes[code] = (query["code_challenge"]!, query["nonce"]!, query["redirect_uri"]!);
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (
            form["client_id"] != ClientId
            || form["client_secret"] != ClientSecret
            || form["grant_type"] != "authorization_code"
            || !_codes.TryRemove(form["code"].ToString(), out var asked)
            || asked.Challenge != challenge
            || asked.RedirectUri != form["redirect_uri"]
        )
        {
            Interlocked.Increment(ref _refused);
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }
        Interlocked.Increment(ref _served);
        return Results.Json(
            new
            {
                access_token = "unused",
                token_type = "Bearer",
                expires_in = 60,
                id_token = IdToken(asked.Nonce),
            }
        );
    }

    private string IdToken(string nonce)
    {
        if (Fault == ProviderFault.NotAToken)
            return "this.is.none";
        // An hour off: more than the five minutes that clocks may differ.
        var now = DateTimeOffset
            .UtcNow.AddHours(
                Fault switch
                {
                    ProviderFault.Expired => -1,
                    ProviderFault.NotYetValid => 1,
                    _ => 0,
                }
            )
            .ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Fault == ProviderFault.WrongIssuer ? "http://127.0.0.1:1" : Issuer,
            ["aud"] = Fault == ProviderFault.WrongAudience ? "another-client" : ClientId,
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 300,
            ["preferred_username"] = PersonName,
        };
        if (Fault != ProviderFault.NoSubject)
            claims["sub"] = Subject;
        if (Fault != ProviderFault.NoNonce)
            claims["nonce"] = Fault == ProviderFault.WrongNonce ? "another nonce" : nonce;
        if (Fault == ProviderFault.NoSignature)
            return $"{Part(new { alg = "none", typ = "JWT" })}.{Part(claims)}.";
        var head = Part(
            new
            {
                alg = "RS256",
                typ = "JWT",
                kid = Fault == ProviderFault.UnknownKeyId ? "k2" : "k1",
            }
        );
        var signed = $"{head}.{Part(claims)}";
        var key = Fault is ProviderFault.ForeignKey or ProviderFault.UnknownKeyId ? _foreignKey : _key;
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (Fault == ProviderFault.ChangedAfterSigning)
        {
            claims["sub"] = "the-administrator";
            signed = $"{head}.{Part(claims)}";
        }
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
