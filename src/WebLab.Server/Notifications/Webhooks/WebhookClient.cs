using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>Posts signed messages, and only to addresses outside: the address that is connected to is the one that was looked at.</summary>
public sealed class WebhookClient(WebhookAddressPolicy policy, IOptions<WebhookOptions> options, TimeProvider time) : IDisposable
{
    public const string SignatureHeader = "X-WebLab-Signature",
        DeliveryHeader = "X-WebLab-Delivery";

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            // A redirect could lead inside, and a proxy would connect in our place.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, stop) => Connect(policy, context.DnsEndPoint, stop),
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds),
    };

    /// <summary>Sends a message once.</summary>
    /// <returns>Whether it was taken, and what came of it in a sentence.</returns>
    public async Task<(bool IsDelivered, string Outcome)> Send(
        Uri url,
        string secret,
        Guid deliveryId,
        WebhookMessage message,
        CancellationToken stop
    )
    {
        var body = JsonSerializer.Serialize(message, LabJson.Options);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(SignatureHeader, Sign(secret, time.GetUtcNow().ToUnixTimeSeconds(), body));
        request.Headers.Add(DeliveryHeader, deliveryId.ToString());
        request.Headers.UserAgent.ParseAdd("WebLab");
        try
        {
            // The answer's body is nothing to us, however long it is.
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return ((int)answer.StatusCode) switch
            {
                >= 200 and < 300 => (true, $"Answered {(int)answer.StatusCode}."),
                >= 300 and < 400 => (false, $"Answered {(int)answer.StatusCode}, a redirect, which is not followed."),
                var status => (false, $"Answered {status}."),
            };
        }
        catch (HttpRequestException error)
        {
            return (
                false,
                error.InnerException is InsideException inside
                    ? inside.Message
                    : error.HttpRequestError switch
                    {
                        HttpRequestError.NameResolutionError => "The name could not be found.",
                        HttpRequestError.ConnectionError => "No connection could be made.",
                        HttpRequestError.SecureConnectionError => "No secure connection could be made.",
                        _ => "The connection broke.",
                    }
            );
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return (false, $"No answer came within {options.Value.TimeoutSeconds:0.#} s.");
        }
    }

    public static string Sign(string secret, long seconds, string body) =>
        $"t={seconds},v1="
        + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")));

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> Connect(WebhookAddressPolicy policy, DnsEndPoint to, CancellationToken stop)
    {
        var addresses = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, stop);
        if (!policy.IsAllowedHost(to.Host, to.Port))
            addresses = Array.FindAll(addresses, PublicAddress.Is);
        if (addresses.Length == 0)
            throw new InsideException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class InsideException() : IOException("The address lies inside of this server's own network; it was not connected to.");
}
