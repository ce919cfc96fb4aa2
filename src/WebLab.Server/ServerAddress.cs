using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace WebLab.Server;

/// <summary>Where a worker on this machine reaches the server; known once it listens.</summary>
internal sealed class ServerAddress(IServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public Uri Get()
    {
        var addresses = server
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && !address.IsNamedPipe)
            .ToList();
        var address = addresses.Find(each => each.Scheme == Uri.UriSchemeHttp) ?? addresses[0];
        return new($"{address.Scheme}://{Host(address)}:{address.Port}{address.PathBase}");
    }

    /// <summary>
    /// What the server shows to a worker that calls it by https: the SHA-256 of its certificate, null for http. It is made for the names
    /// that browsers know, and a worker calls this machine by its own: it trusts this certificate and no other, whoever signed it.
    /// </summary>
    /// <exception cref="IOException">The server does not answer itself.</exception>
    public async Task<string?> Certificate()
    {
        var address = Get();
        if (address.Scheme != Uri.UriSchemeHttps)
            return null;
        using var patience = new CancellationTokenSource(Patience);
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host.Trim('[', ']'), address.Port, patience.Token);
        string? shown = null;
        // Nobody else listens where this server does, so that whatever answers is its own.
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                shown = certificate?.GetCertHashString(HashAlgorithmName.SHA256);
                return shown is not null;
            },
        };
        await using var secure = new SslStream(connection.GetStream());
        await secure.AuthenticateAsClientAsync(options, patience.Token);
        return shown ?? throw new IOException($"The server showed no certificate at {address}.");
    }

    /// <summary>As Kestrel reads it: a host that is neither an IP address nor localhost means every address of the machine.</summary>
    private static string Host(BindingAddress address)
    {
        if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return "localhost";
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            return "127.0.0.1";
        return address.Host;
    }
}
