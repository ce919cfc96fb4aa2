using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace WebLab.Server;

/// <summary>Where a worker on this machine reaches the server; known once it listens.</summary>
internal sealed class ServerAddress(IServer server)
{
    public Uri Get()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = addresses.FirstOrDefault(text => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ?? addresses.First();
        return new(
            address
                .Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//+", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
        );
    }
}
