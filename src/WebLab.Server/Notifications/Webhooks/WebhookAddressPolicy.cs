using System.Net;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>
/// Which webhooks are taken. What an address looks like is judged here, for a clear sentence at once; what it is connected to is judged by
/// <see cref="WebhookClient"/> each time, since a name may lead elsewhere tomorrow.
/// </summary>
public sealed class WebhookAddressPolicy(IOptions<WebhookOptions> options)
{
    private const int MaxLength = 2_000;

    private readonly string[] _allowed = options.Value.AllowedHosts.Split(
        ';',
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
    );

    public bool IsAllowedHost(string host, int port) =>
        _allowed.Any(allowed =>
            string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase)
            || string.Equals(allowed, $"{host}:{port}", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>What is wrong with a request, one sentence, or null.</summary>
    public string? Problem(WebhookRequest request)
    {
        if (request.Kinds.Distinct().Count() != request.Kinds.Count)
            return "kinds must name each kind once.";
        // The whole of what was typed must be the address: .NET would drop white space around it, and read \ as /.
        if (
            request.Url.Length > MaxLength
            || request.Url.Any(c => c <= ' ' || c == '\\')
            || !Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
            return $"url must be an http or https address of at most {MaxLength:N0} characters; it was {Sentence.Shown(request.Url)}.";
        if (url.UserInfo.Length > 0)
            return "url must hold no user name or password.";
        if (url.Fragment.Length > 0)
            return "url must hold no #.";
        return IsAllowedHost(url.IdnHost, url.Port) || !IsInside(url)
            ? null
            : $"url must lead outside of this server's own network; {Sentence.Shown(url.Host)} does not.";
    }

    // .NET reads 2130706433, 0x7f.1 and 0177.0.0.1 as the address that they are.
    private static bool IsInside(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.').ToLowerInvariant();
        if (IPAddress.TryParse(host, out var address))
            return !PublicAddress.Is(address);
        return !host.Contains('.', StringComparison.Ordinal)
            || host.EndsWith(".localhost", StringComparison.Ordinal)
            || host.EndsWith(".local", StringComparison.Ordinal)
            || host.EndsWith(".internal", StringComparison.Ordinal)
            || host.EndsWith(".home.arpa", StringComparison.Ordinal);
    }
}
