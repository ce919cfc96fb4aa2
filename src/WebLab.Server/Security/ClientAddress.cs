using System.Net;
using System.Net.Sockets;

namespace WebLab.Server.Security;

/// <summary>Whose address a request came from, for limits. One connection to the net has 2^64 addresses of IPv6 at least: they are
/// one.</summary>
internal static class ClientAddress
{
    private const int NetBytes = 8;

    public static string Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
